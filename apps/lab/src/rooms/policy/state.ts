import { sectors } from "@counterweight/evidence";
import {
  type LeverName,
  type LeverSettings,
  leverNames,
  leverRanges,
  levers,
  type StudyPolicy,
  studyOutcomeKeys,
} from "@counterweight/policy";
import { choice, type Field, text, wholeNumber } from "../../app/link.ts";
import { placeFields } from "../../data/places.ts";
import { structuresField } from "../../data/scope.ts";

export const mostSaved = 4;

/** `tdet:1,conv:0.5`; a lever that is unknown or out of range spoils the whole, so that no half policy is shown. */
export const leversField: Field<LeverSettings> = {
  fallback: {},
  read: (written) => {
    const settings: Partial<Record<LeverName, number>> = {};
    for (const part of written === "" ? [] : written.split(",")) {
      const [name = "", size = ""] = part.split(":");
      const lever = leverNames.find((one) => one === name);
      const value = Number(size);
      if (
        lever === undefined ||
        size === "" ||
        !(value >= leverRanges[lever].least && value <= leverRanges[lever].most)
      )
        return undefined;
      settings[lever] = value;
    }
    return settings;
  },
  write: (settings) =>
    leverNames
      .filter((lever) => settings[lever] !== undefined && settings[lever] !== levers[lever].neutral)
      .map((lever) => `${lever}:${Number(settings[lever]?.toFixed(4))}`)
      .join(","),
};

/** Saved policies: `name~levers~sector` joined by `|`. */
export const savedField: Field<readonly StudyPolicy[]> = {
  fallback: [],
  read: (written) => {
    const policies: StudyPolicy[] = [];
    for (const part of written === "" ? [] : written.split("|")) {
      const [name = "", settings = "", sector = ""] = part.split("~");
      const read = leversField.read(settings);
      const acted = sectors.find((one) => one === sector);
      if (read === undefined || (sector !== "" && acted === undefined)) return undefined;
      policies.push({ name: decode(name), levers: read, ...(acted === undefined ? {} : { sectors: [acted] }) });
    }
    const names = new Set(policies.map(({ name }) => name));
    return policies.length <= mostSaved && names.size === policies.length ? policies : undefined;
  },
  write: (policies) =>
    policies
      .map(({ name, levers: settings, sectors: acted }) =>
        [encode(name), leversField.write(settings), acted?.[0] ?? ""].join("~"),
      )
      .join("|"),
};

const encode = (name: string) => name.replace(/[~|%]/g, (letter) => `%${letter.charCodeAt(0).toString(16)}`);
const decode = (name: string) =>
  name.replace(/%(7e|7c|25)/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

/** Only a power of 2 of Sobol' points is balanced. */
function powerOfTwo(least: number, most: number, fallback: number): Field<number> {
  const any = wholeNumber(least, most, fallback);
  return {
    ...any,
    read: (written) => {
      const value = any.read(written);
      return value !== undefined && Number.isInteger(Math.log2(value)) ? value : undefined;
    },
  };
}

/** Everything a person can set in this room. */
export const policySchema = {
  ...placeFields,
  structures: structuresField,
  years: wholeNumber(5, 40, 30),
  draws: powerOfTwo(64, 4096, 1024),
  seed: wholeNumber(0, 999_999, 1),
  show: choice(studyOutcomeKeys, "people"),
  horizon: choice(["all", "soon", "late"], "all"),
  levers: leversField,
  name: text(60),
  saved: savedField,
};

/** One value of a code list with its spelling in the formats; empty where a format has no value for it. */
export type Code = {
  readonly code: string;
  readonly label: string;
  readonly htcds: string;
  /** CTDC's value or flag column in the 27-column file. */
  readonly ctdc27: string;
  /** CTDC's value or flag column in the older and the victim-perpetrator files. */
  readonly ctdc63: string;
  readonly note: string;
};

/** A code list: its values in order and by code. */
export type Vocabulary = {
  readonly name: string;
  readonly codes: readonly Code[];
  readonly byCode: ReadonlyMap<string, Code>;
};

const vocabulary = (name: string, codes: readonly Code[]): Vocabulary => ({
  name,
  codes,
  byCode: new Map(codes.map((code) => [code.code, code])),
});

export function readVocabularies(rows: readonly Record<string, string>[]): Map<string, Vocabulary> {
  const lists = Map.groupBy(rows, (row) => row["list"] ?? "");
  return new Map(
    [...lists].map(([name, items]) => [
      name,
      vocabulary(
        name,
        items.map((item) => ({
          code: item["code"] ?? "",
          label: item["label"] ?? "",
          htcds: item["htcds"] ?? "",
          ctdc27: item["ctdc_27"] ?? "",
          ctdc63: item["ctdc_63"] ?? "",
          note: item["note"] ?? "",
        })),
      ),
    ]),
  );
}

/** ISIC Rev. 4 as one list: sections `A`, divisions `A/01`, HTCDS's third tier `A/01/011`, and `other`. */
export function readSectors(
  sections: readonly Record<string, string>[],
  tiers: readonly Record<string, string>[],
  flags: readonly Record<string, string>[],
): Vocabulary {
  const flagOf = new Map(flags.map((row) => [row["code"] ?? "", row]));
  const code = (name: string, label: string, htcds = ""): Code => ({
    code: name,
    label,
    htcds,
    ctdc27: flagOf.get(name)?.["ctdc_27"] ?? "",
    ctdc63: flagOf.get(name)?.["ctdc_63"] ?? "",
    note: flagOf.get(name)?.["note"] ?? "",
  });
  const codes: Code[] = [];
  const divisionLabels = new Map<string, string>();
  for (const row of tiers.filter((row) => row["tier"] === "2"))
    divisionLabels.set(`${row["parent"]}/${row["isic_rev4_code (ours)"]}`, row["label"] ?? "");
  for (const row of sections) {
    const section = row["section"] ?? "";
    codes.push(code(section, row["label"] ?? "", row["htcds_value"] ?? ""));
    const [first = "", last = first] = (row["divisions"] ?? "").split("-");
    const names = new Set<string>();
    for (let division = Number(first); division <= Number(last); division++)
      names.add(`${section}/${String(division).padStart(2, "0")}`);
    for (const name of divisionLabels.keys()) if (name.startsWith(`${section}/`)) names.add(name);
    for (const name of names) codes.push(code(name, divisionLabels.get(name) ?? `ISIC division ${name.slice(2)}`));
  }
  for (const row of tiers.filter((row) => row["tier"] === "3"))
    codes.push(code(`${row["parent"]}/${row["isic_rev4_code (ours)"]}`, row["label"] ?? ""));
  codes.push(code("other", "Another sector, not named"));
  return vocabulary("sector", codes);
}

/** Country codes: alpha-2 is what a record holds, alpha-3 what CTDC's newer files hold. */
export type Countries = {
  readonly toAlpha3: ReadonlyMap<string, string>;
  readonly toAlpha2: ReadonlyMap<string, string>;
  readonly nameOf: ReadonlyMap<string, string>;
};

export function readCountries(rows: readonly Record<string, string>[]): Countries {
  const pairs = rows.map((row) => [row["alpha2"] ?? "", row["alpha3"] ?? "", row["name"] ?? ""] as const);
  return {
    toAlpha3: new Map(pairs.map(([two, three]) => [two, three])),
    toAlpha2: new Map(pairs.map(([two, three]) => [three, two])),
    nameOf: new Map(pairs.map(([two, , name]) => [two, name])),
  };
}

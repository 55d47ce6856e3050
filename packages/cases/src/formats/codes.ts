import { classify } from "../classification/classify.ts";
import type { CaseRecord } from "../record/types.ts";
import type { Standards } from "../standards/standards.ts";
import { LossReport } from "./loss.ts";
import { leavesOf } from "./paths.ts";

/** Codes of one record in the standards that are written but not read. */
export type OutsideCodes = {
  /** NIEM 6.0 hs:ExploitationIndustryCode values. */
  readonly niemIndustries: readonly string[];
  /** ICCS 1.0: 02041 to 02044 where the protocol's elements are met, else none. */
  readonly iccs: readonly { readonly code: string; readonly name: string }[];
  /** IC-TIP by concept; its numeric codes could not be obtained, so none are given. */
  readonly icTip: readonly { readonly concept: string; readonly icTip: string; readonly values: readonly string[] }[];
  readonly loss: LossReport;
};

type Concept = { readonly name: string; readonly icTip: string; readonly htcds: string; readonly niem: string };

const conceptsOf = (standards: Standards): Concept[] =>
  standards.list("crosswalk_htcds_ictip_ctdc").map((row) => ({
    name: row["concept"] ?? "",
    icTip: row["ic_tip_concept (unverified codes)"] ?? "",
    htcds: row["htcds_v2"] ?? "",
    niem: row["niem6"] ?? "",
  }));

/** A concept's values in a record and the paths they stand at. */
type Found = { readonly paths: readonly string[]; readonly values: readonly string[] };

const found = (path: string, values: readonly (string | undefined)[] | undefined): Found => ({
  paths: [path],
  values: [...new Set((values ?? []).filter((value) => value !== undefined))],
});

function elementsFound(standards: Standards, record: CaseRecord, name: string, htcds: string): Found {
  const [field = "", list = ""] = htcds.split("=");
  const wanted = list.split(/[^A-Za-z()]+/).map((part) => part.replace("(s)", ""));
  const codes = standards.elements
    .filter(({ htcdsField, htcdsValue, htcdsDefinitions, code }) => {
      if (htcdsField !== field || record.elements[code]?.answer !== "true") return false;
      // HTCDS has no value of its own for forced criminality; the crosswalk has a concept.
      if (name === "purpose.criminality") return code === "purpose.forced_criminality";
      return wanted.includes(htcdsValue || "-") || wanted.includes(htcdsDefinitions || "-");
    })
    .map(({ code }) => code);
  return { paths: codes.map((code) => `elements.${code}`), values: codes };
}

const places = (record: CaseRecord, type: string): Found =>
  found(
    "events[].country",
    (record.events ?? []).filter((event) => event.type === type).map(({ country }) => country),
  );

/** The values a crosswalk concept has in a record: an element's yes, a code of a list, or a plain field. */
function valuesOf(standards: Standards, record: CaseRecord, { name, htcds }: Concept): Found {
  const { person, exploitation } = record;
  const [kind = "", code = ""] = name.split(/\.(.*)/s);
  if (kind === "sector")
    return found(
      "exploitation.sectors",
      exploitation.sectors?.filter((sector) => sector === code || sector.startsWith(`${code}/`)),
    );
  if (kind === "sexform")
    return found(
      "exploitation.sexForms",
      exploitation.sexForms?.filter((form) => standards.vocabularies.get("sex_form")?.byCode.get(form)?.htcds === code),
    );
  if (kind === "recruiter")
    return found(
      "exploitation.recruiterRelations",
      exploitation.recruiterRelations?.filter((relation) => relation === code),
    );
  if (/^(vic_MethodsOfControl|vic_TypeOfExploitation)=/.test(htcds))
    return elementsFound(standards, record, name, htcds);
  const age = person.ageAtExploitation;
  switch (name) {
    case "person.gender":
      return found("person.gender", [person.gender]);
    case "person.citizenship":
      return found("person.citizenships", person.citizenships);
    case "person.age_at_exploitation":
      return found("person.ageAtExploitation", [age && `${age.from ?? ""}..${age.to ?? ""}`]);
    case "case.registration_year":
      return found("case.registered", [record.case.registered?.slice(0, 4)]);
    case "case.status_assessment":
      return found("case.traffickingStatus", [record.case.traffickingStatus]);
    case "case.status_decider":
      return found("case.statusDecidedBy", [record.case.statusDecidedBy]);
    case "case.source":
      return found("case.source", [record.case.source]);
    case "event.country_exploitation":
      return places(record, "exploitation");
    case "event.country_recruitment":
      return places(record, "recruitment");
    case "event.duration":
      return found("exploitation.duration", [exploitation.duration]);
    case "event.recruitment_method":
      return found("exploitation.recruitmentMethods", exploitation.recruitmentMethods);
    case "event.recruitment_apps":
      return found("exploitation.recruitmentPlatforms", exploitation.recruitmentPlatforms);
    case "perp.role":
      return found(
        "perpetrators[].roles",
        record.perpetrators?.flatMap(({ roles }) => roles ?? []),
      );
    default:
      return { paths: [], values: [] };
  }
}

function iccsOf(standards: Standards, record: CaseRecord): OutsideCodes["iccs"] {
  const result = classify(standards, record);
  if (result.elements !== "elements_met") return [];
  const purposes = new Set(
    result.branches
      .flatMap(({ elements }) => elements)
      .filter(({ name }) => name === "purpose")
      .flatMap(({ findings }) => findings.filter(({ truth }) => truth === "true"))
      .flatMap(({ element }) => standards.elementByCode.get(element)?.supports?.anyOf ?? []),
  );
  const codes = new Set<string>(
    [...purposes].map((purpose) =>
      /prostitution|sexual/.test(purpose)
        ? "02041"
        : /forced_labour|begging/.test(purpose)
          ? "02042"
          : purpose === "removal_of_organs"
            ? "02043"
            : "02044",
    ),
  );
  return standards
    .list("iccs_tip")
    .filter((row) => codes.has(row["code"] ?? ""))
    .map((row) => ({ code: row["code"] ?? "", name: row["name"] ?? "" }));
}

/** NIEM, ICCS and IC-TIP for one record. Where several NIEM codes would fit, none is chosen; the report says so. */
export function outsideCodes(standards: Standards, record: CaseRecord): OutsideCodes {
  const loss = new LossReport();
  const niem = new Set<string>();
  const told = new Set<string>();
  const icTip: { concept: string; icTip: string; values: readonly string[] }[] = [];
  for (const concept of conceptsOf(standards)) {
    const { paths, values } = valuesOf(standards, record, concept);
    if (values.length === 0) continue;
    for (const path of paths) told.add(path);
    if (concept.icTip !== "") icTip.push({ concept: concept.name, icTip: concept.icTip, values });
    if (!concept.niem.startsWith("hs:ExploitationIndustryCode=")) continue;
    const candidates = concept.niem
      .slice("hs:ExploitationIndustryCode=".length)
      .replace(/ \(.*\)$/, "")
      .split(" | ");
    const [only] = candidates;
    if (only !== undefined && candidates.length === 1) niem.add(only);
    else
      loss.add(
        "dropped",
        concept.name,
        `NIEM has several codes and the record does not say which: ${candidates.join(", ")}`,
      );
  }
  for (const { path } of leavesOf(record))
    if (!told.has(path)) loss.add("dropped", path, "no concept of IC-TIP, NIEM's trafficking codes or ICCS holds it");
  return { niemIndustries: [...niem], iccs: iccsOf(standards, record), icTip, loss };
}

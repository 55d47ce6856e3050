import { type CaseRecord, vocabularyOf } from "@counterweight/cases";
import { Problem } from "@counterweight/kernel";
import { type Caller, demand, perform } from "../access.ts";
import { consentFor, type KeptConsent } from "../consent/consent.ts";
import type { Leaves } from "../records/pointer.ts";
import { type CaseRow, recordOf } from "../records/read.ts";
import { openCodes, openFields, type SealedFields } from "../records/sealing.ts";
import type { Register } from "../register.ts";

export type ExportOptions = {
  /** What for: a code of the list `consent_purpose`. Only people who agreed to it, for this recipient, are in the export. */
  readonly purpose: string;
  readonly recipient?: string | undefined;
};

export type ExportReport = {
  readonly written: number;
  /** Left out: no consent that holds for this purpose and recipient. */
  readonly withoutConsent: number;
  /** Of those, the ones who withdrew it. */
  readonly withdrawn: number;
  readonly erased: number;
};

type Row = CaseRow & {
  identity: SealedFields | null;
  narrative: SealedFields | null;
  consents: KeptConsent[] | null;
};

const page = 500;
const select = `select r.*, i.fields as identity, n.fields as narrative,
    (select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('given', given, 'purpose', purpose, 'scope', scope,
      'recipient', recipient, 'from', from_date, 'until', until_date, 'withdrawn', withdrawn)) order by position)
     from consent c where c.case_id = r.id) as consents
  from case_record r left join case_identity i on i.case_id = r.id left join case_narrative n on n.case_id = r.id
  where r.agency_id = $1 and r.id > $2 order by r.id limit ${page}`;

/** The least a scope of consent lets through: without names unless the person agreed to the whole record. */
function openRow(register: Register, row: Row, scope: string | undefined): Leaves | undefined {
  const key = register.people.of(row.person_id);
  const leaves = key && row.coded ? openCodes(key, row.id, row.coded) : undefined;
  if (key === undefined || leaves === undefined) return undefined;
  if (scope !== "everything") return leaves;
  for (const level of ["identity", "narrative"] as const)
    for (const [pointer, value] of openFields(key, level, row.id, row[level] ?? undefined)) leaves.set(pointer, value);
  return leaves;
}

/** Hands out records batch by batch, each as far as that person's consent reaches. One entry of the trail names all. */
export async function exportRecords(
  register: Register,
  caller: Caller,
  { purpose, recipient }: ExportOptions,
  write: (records: readonly CaseRecord[]) => Promise<void> | void,
): Promise<ExportReport> {
  if (!vocabularyOf(register.standards, "consent_purpose").byCode.has(purpose))
    throw new Problem({
      code: "export.purpose",
      what: `"${purpose.slice(0, 40)}" is not a purpose a person can consent to`,
      expected: [...vocabularyOf(register.standards, "consent_purpose").byCode.keys()].join(", "),
    });
  return perform(register, caller, "export.create", async ({ query, audit }) => {
    demand(register, caller, "export", "create");
    const report = { written: 0, withoutConsent: 0, withdrawn: 0, erased: 0 };
    const ids: string[] = [];
    for (let last = "00000000-0000-0000-0000-000000000000"; ; ) {
      const { rows } = await query<Row>(select, [caller.actor.agency, last]);
      const records: CaseRecord[] = [];
      for (const row of rows) {
        const consents = row.consents ?? [];
        const consent = consentFor(consents, purpose, recipient);
        const leaves = consent && openRow(register, row, consent.scope);
        if (row.erased_at !== null || (consent !== undefined && leaves === undefined)) report.erased++;
        else if (leaves === undefined) {
          report.withoutConsent++;
          if (consents.some((given) => given.purpose === purpose && given.withdrawn !== undefined)) report.withdrawn++;
        } else {
          records.push(recordOf(leaves, consents));
          ids.push(row.id);
        }
      }
      if (records.length > 0) await write(records);
      report.written += records.length;
      last = rows.at(-1)?.id ?? last;
      if (rows.length < page) break;
    }
    audit({ action: "export.create", outcome: "done", ids, note: `${purpose} for ${recipient ?? "nobody named"}` });
    return report;
  });
}

import type { CaseRecord, Elements, Statement } from "../record/types.ts";

/** A statement with a source that counts. */
export const said = (answer: Statement["answer"] = "true"): Statement => ({
  answer,
  by: "case worker",
  on: "2026-03-02",
  basis: "person",
});

/** A record with just these elements. */
export const recordOf = (elements: Elements, person: CaseRecord["person"] = {}): CaseRecord => ({
  schema: "counterweight/case/1",
  id: "test",
  person,
  case: {},
  elements,
  exploitation: {},
});

export const adult = { ageAtExploitation: { from: 30, to: 30 } };
export const child = { ageAtExploitation: { from: 15, to: 15 } };

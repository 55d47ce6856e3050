import { sobolIndices } from "../variance/sobol-indices.ts";
import { counted, readList, readNames, readNumbers, readObject, readWhole, wrongInput } from "./reader.ts";

/** `{names: [d], A: [N], B: [N], AB: [[N] x d]}`, model outputs on Saltelli's design, to indices with 95% intervals. */
export function analyzeSobol(input: unknown, where: string) {
  const fields = readObject(input, where, ["names", "A", "B", "AB"], ["seed", "resamples"]);
  const names = readNames(fields.names, `${where}, names`);
  const a = readNumbers(fields.A, `${where}, A`, undefined, 2);
  const b = readNumbers(fields.B, `${where}, B`, a.length);
  const list = readList(fields.AB, `${where}, AB`, "lists of numbers");
  if (list.length !== names.length)
    throw wrongInput(
      `${where}, AB`,
      `there ${list.length === 1 ? "is" : "are"} ${counted(list.length, "list")}`,
      `${names.length}, one for each of the names`,
    );
  const ab = list.map((column, index) => readNumbers(column, `${where}, AB[${index}]`, a.length));
  const { first, total } = sobolIndices(
    { a, b, ab },
    {
      seed: readWhole(fields.seed, `${where}, seed`, 0, Number.MAX_SAFE_INTEGER, 1),
      resamples: readWhole(fields.resamples, `${where}, resamples`, 2, 10_000, 100),
    },
  );
  return {
    first: names.map((name, index) => ({ name, ...first[index] })),
    total: names.map((name, index) => ({ name, ...total[index] })),
    note: "Leans most on the inputs being independent and on their ranges: the indices are shares of the variance those ranges make. Intervals: 95%, bootstrap over rows.",
  };
}

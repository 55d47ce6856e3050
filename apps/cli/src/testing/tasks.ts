import { Problem } from "@counterweight/kernel";

/** Tasks the executor's tests run on real threads. */
export const square = ({ offset }: { offset: number }, index: number): number => (index + offset) ** 2;

export const refuseThird = (_input: unknown, index: number): number => {
  if (index === 3) throw new Problem({ code: "test.third", what: "the third chunk is refused", where: "chunk 3" });
  return index;
};

export const endless = async (): Promise<never> => {
  await new Promise((never) => setTimeout(never, 1e9));
  throw new Error("unreachable");
};

import { Problem, stream, type TaskLoader } from "@counterweight/kernel";

/** Tasks that the tests of runs give to worker processes. */

/** Numbers of a stream of its own for each index. */
export const numbers = async (
  { seed, size, milliseconds = 0 }: { seed: number; size: number; milliseconds?: number },
  index: number,
): Promise<Float64Array> => {
  if (milliseconds > 0) await new Promise((done) => setTimeout(done, milliseconds));
  const own = stream(seed, "test", index);
  return Float64Array.from({ length: size }, () => own.uniform());
};

export const brokenThird = (_input: unknown, index: number): number => {
  if (index === 3) throw new Error("the third cannot be divided");
  return index;
};

export const refusedThird = (_input: unknown, index: number): number => {
  if (index === 3) throw new Problem({ code: "test.third", what: "the third is refused", where: "task 3" });
  return index;
};

/** One index takes its whole process with it, as running out of memory does, when it has gone on for a while. */
export const deadly = async ({ at }: { at: number }, index: number): Promise<number> => {
  await new Promise((done) => setTimeout(done, 3));
  if (index === at) process.kill(process.pid, "SIGKILL");
  return index;
};

/** So many rounds of arithmetic, for measuring. */
export const burn = ({ rounds }: { rounds: number }, index: number): number => {
  let word = index + 1;
  for (let round = 0; round < rounds; round++) word = Math.imul(word ^ (word >>> 15), 0x2c1b3c6d) + round;
  return word;
};

const tasks = { burn, numbers, brokenThird, refusedThird, deadly };

export const loadTestTask: TaskLoader = async ({ name }) => tasks[name as keyof typeof tasks] as never;

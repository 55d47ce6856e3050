/** What went wrong, in the four parts every message to a person has. */
export type ProblemDetails = {
  /** Stable machine-readable name, for example `figures.duplicate-id`. */
  readonly code: string;
  /** What is wrong, as a plain clause: `the price is negative`. */
  readonly what: string;
  /** Where: file, line, column, field. */
  readonly where?: string;
  /** What was expected instead. */
  readonly expected?: string;
  /** What the person can do now. */
  readonly doThis?: string;
  readonly cause?: unknown;
};

/**
 * The one error class for input a person can mend. Its message is a single sentence; the command line prints it and
 * leaves with code 2. Anything else that is thrown is a defect of ours.
 */
export class Problem extends Error {
  readonly code: string;
  readonly details: ProblemDetails;

  constructor(details: ProblemDetails) {
    super(sentence(details), details.cause === undefined ? undefined : { cause: details.cause });
    this.name = "Problem";
    this.code = details.code;
    this.details = details;
  }
}

function sentence({ what, where, expected, doThis }: ProblemDetails): string {
  const place = where ? `${where}: ` : "";
  const wanted = expected ? `; expected ${expected}` : "";
  const advice = doThis ? `; ${doThis}` : "";
  return `${place}${what}${wanted}${advice}.`.replace(/\.\.$/, ".");
}

/** Does the work; a problem in it that does not say where it is gets this place. */
export function placed<T>(where: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Problem && error.details.where === undefined) throw new Problem({ ...error.details, where });
    throw error;
  }
}

/** The candidates closest to what was typed (edit distance), nearest first; for "did you mean". */
export function nearest(typed: string, candidates: readonly string[], most = 3): string[] {
  const wanted = typed.toLowerCase();
  return candidates
    .map((candidate) => ({ candidate, distance: editDistance(wanted, candidate.toLowerCase()) }))
    .filter(({ candidate, distance }) => distance <= Math.max(2, candidate.length / 2))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, most)
    .map(({ candidate }) => candidate);
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const substitution = (previous[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(substitution, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}

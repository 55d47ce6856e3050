/** Letter triples of a word with its ends marked: `^sl`, `sla`, ... `e$`. */
export function triples(word: string): Set<string> {
  const marked = `^${word}$`;
  const found = new Set<string>();
  for (let at = 0; at + 3 <= marked.length; at++) found.add(marked.slice(at, at + 3));
  return found;
}

/** Dice coefficient of two sets: 1 the same, 0 nothing shared. */
export function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0;
  for (const each of a) if (b.has(each)) shared++;
  return (2 * shared) / (a.size + b.size || 1);
}

/** Words of a vocabulary that a misspelt word may have meant, with how near they are (above 0.4). */
export function nearWords(word: string, vocabulary: ReadonlyMap<string, ReadonlySet<string>>): Map<string, number> {
  const near = new Map<string, number>();
  if (word.length < 4) return near;
  const mine = triples(word);
  for (const [candidate, theirs] of vocabulary) {
    if (Math.abs(candidate.length - word.length) > 3) continue;
    const nearness = Math.max(overlap(mine, theirs), oneEdit(word, candidate) ? 0.7 : 0);
    if (nearness > 0.4) near.set(candidate, nearness);
  }
  return near;
}

/** One edit apart, neighbouring letters exchanged included: short words share few triples. */
export function oneEdit(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  const restA = a.slice(at);
  const restB = b.slice(at);
  return (
    restA.slice(1) === restB.slice(1) ||
    restA.slice(1) === restB ||
    restA === restB.slice(1) ||
    (restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2))
  );
}

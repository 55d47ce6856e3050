/** How many lists a set holds. */
export function size(set: number): number {
  let left = set;
  let count = 0;
  while (left !== 0) {
    left &= left - 1;
    count++;
  }
  return count;
}

/** The lists of a set, from 0. */
export function members(set: number): number[] {
  const result: number[] = [];
  for (let list = 0; set >> list !== 0; list++) if ((set >> list) & 1) result.push(list);
  return result;
}

/** Small sets first, then in dictionary order of their lists: {}, 1, 2, 3, 12, 13, 23, 123. */
export function compareSets(a: number, b: number): number {
  const bySize = size(a) - size(b);
  if (bySize !== 0) return bySize;
  const difference = a ^ b;
  return difference === 0 ? 0 : a & (difference & -difference) ? -1 : 1;
}

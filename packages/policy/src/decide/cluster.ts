import { stream } from "@counterweight/kernel";

/**
 * Groups rows by k-means (Lloyd 1982) from centres drawn by k-means++ (Arthur and Vassilvitskii 2007); each row's group,
 * from 0. The same seed gives the same groups. `rows` are equally long; columns should be on one scale.
 */
export function clusters(rows: readonly Float64Array[], count: number, seed: number): Int32Array {
  const group = new Int32Array(rows.length);
  if (rows.length === 0 || count <= 1) return group;
  const source = stream(seed, "k-means");
  const centres = [Float64Array.from(rows[source.integer(rows.length)] ?? [])];
  const nearest = new Float64Array(rows.length).fill(Number.POSITIVE_INFINITY);
  while (centres.length < Math.min(count, rows.length)) {
    const last = centres.at(-1) ?? new Float64Array();
    let total = 0;
    rows.forEach((row, index) => {
      nearest[index] = Math.min(nearest[index] ?? 0, distance(row, last));
      total += nearest[index] ?? 0;
    });
    if (total === 0) break;
    let left = source.uniform() * total;
    let chosen = rows.length - 1;
    for (let index = 0; index < rows.length; index++) {
      left -= nearest[index] ?? 0;
      if (left <= 0) {
        chosen = index;
        break;
      }
    }
    centres.push(Float64Array.from(rows[chosen] ?? []));
  }
  for (let round = 0; round < 50; round++) {
    let moved = false;
    rows.forEach((row, index) => {
      const distances = centres.map((centre) => distance(row, centre));
      const best = distances.indexOf(Math.min(...distances));
      moved ||= best !== group[index];
      group[index] = best;
    });
    if (!moved && round > 0) break;
    centres.forEach((centre, at) => {
      const members = rows.filter((_, index) => group[index] === at);
      if (members.length === 0) return;
      for (let column = 0; column < centre.length; column++)
        centre[column] = members.reduce((sum, row) => sum + (row[column] ?? 0), 0) / members.length;
    });
  }
  return group;
}

function distance(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let column = 0; column < a.length; column++) sum += ((a[column] ?? 0) - (b[column] ?? 0)) ** 2;
  return sum;
}

/**
 * Indices of the counts that may not leave. First those from 1 to `least` - 1, and those whose complement in the
 * denominator is as small. Then, where the counts add up to the denominator (one value a person), a hidden count could
 * be worked out from the others: smallest counts are hidden until
 * together they reach `least`, so that at least two are.
 */
export function suppress(counts: readonly number[], denominator: number, least: number, addsUp: boolean): Set<number> {
  const small = (count: number) => count > 0 && count < least;
  const hidden = new Set<number>();
  for (const [index, count] of counts.entries()) if (small(count) || small(denominator - count)) hidden.add(index);
  if (!addsUp || hidden.size === 0) return hidden;
  const bySize = counts
    .map((count, index) => ({ count, index }))
    .sort((a, b) => a.count - b.count || a.index - b.index);
  const together = () => [...hidden].reduce((sum, index) => sum + (counts[index] ?? 0), 0);
  for (const { index } of bySize) {
    if (together() >= least) break;
    hidden.add(index);
  }
  return hidden;
}

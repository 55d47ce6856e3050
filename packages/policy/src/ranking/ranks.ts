/**
 * Share of draws in which each option stands among the best `places`. An option counts only where it is better than
 * doing nothing (a change on the right side of zero); options that tie stand at the same place.
 *
 * @param changes one column of changes against doing nothing an option, all equally long
 */
export function shareInTop(changes: readonly Float64Array[], better: "lower" | "higher", places: number): number[] {
  const draws = changes[0]?.length ?? 0;
  const sign = better === "higher" ? 1 : -1;
  const counts = changes.map(() => 0);
  const gains = new Float64Array(changes.length);
  const sorted = new Float64Array(changes.length);
  for (let draw = 0; draw < draws; draw++) {
    for (let option = 0; option < changes.length; option++) gains[option] = sign * (changes[option]?.[draw] ?? 0);
    sorted.set(gains);
    sorted.sort();
    const least = sorted[Math.max(0, sorted.length - places)] ?? 0;
    for (let option = 0; option < changes.length; option++) {
      const gain = gains[option] ?? 0;
      if (gain > 0 && gain >= least) counts[option] = (counts[option] ?? 0) + 1;
    }
  }
  return counts.map((count) => count / draws);
}

/**
 * Rank acceptability: for each option the shares of draws in which it ranks first, second, ... `places`-th. Only options
 * better than nothing are ranked; ties share the better place.
 */
export function rankShares(changes: readonly Float64Array[], better: "lower" | "higher", places: number): number[][] {
  const shares = Array.from({ length: places }, (_, index) => shareInTop(changes, better, index + 1));
  return changes.map((_, option) =>
    shares.map((share, place) => (share[option] ?? 0) - (place === 0 ? 0 : (shares[place - 1]?.[option] ?? 0))),
  );
}

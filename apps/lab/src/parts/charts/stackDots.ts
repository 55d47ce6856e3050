/** Wilkinson's dot plot: dots nearer than one diameter share a column and are stacked. Positions must ascend. */
export function stackDots(positions: readonly number[], diameter: number): { at: number; level: number }[] {
  const dots: { at: number; level: number }[] = [];
  let start = Number.NEGATIVE_INFINITY;
  let level = 0;
  for (const position of positions) {
    level = position - start < diameter ? level + 1 : 0;
    if (level === 0) start = position;
    dots.push({ at: start, level });
  }
  return dots;
}

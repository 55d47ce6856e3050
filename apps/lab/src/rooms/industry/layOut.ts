export type Target = {
  /** Where the ribbon leaves the middle, its thickness, and where it arrives. */
  readonly from: number;
  readonly size: number;
  readonly top: number;
};

/**
 * Places of a money flow: the source as one block, its parts spread below each other. Thickness is proportional to the
 * amount; a part too thin to see keeps `least` pixels, so that nobody disappears from the picture.
 */
export function layOut(
  amounts: readonly number[],
  {
    height,
    top,
    gap,
    least,
  }: { readonly height: number; readonly top: number; readonly gap: number; readonly least: number },
): { readonly source: { readonly top: number; readonly bottom: number }; readonly targets: readonly Target[] } {
  const total = amounts.reduce((sum, amount) => sum + Math.max(0, amount), 0);
  const room = height - top - gap * amounts.length;
  const sizes = amounts.map((amount) => Math.max(least, total > 0 ? (Math.max(0, amount) / total) * room : 0));
  const thick = sizes.reduce((sum, size) => sum + size, 0);
  const spread = thick + gap * (amounts.length - 1);
  const sourceTop = top + (spread - thick) / 2;
  let from = sourceTop;
  let arrives = top;
  const targets = sizes.map((size) => {
    const target = { from, size, top: arrives };
    from += size;
    arrives += size + gap;
    return target;
  });
  return { source: { top: sourceTop, bottom: sourceTop + thick }, targets };
}

type End = { readonly x: number; readonly top: number; readonly bottom: number };

/** A ribbon between two upright ends, bent like a river. */
export function ribbon(a: End, b: End): string {
  const middle = (a.x + b.x) / 2;
  return `M${a.x},${a.top}C${middle},${a.top} ${middle},${b.top} ${b.x},${b.top}L${b.x},${b.bottom}C${middle},${b.bottom} ${middle},${a.bottom} ${a.x},${a.bottom}Z`;
}

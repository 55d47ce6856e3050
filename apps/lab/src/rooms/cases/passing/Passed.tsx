import type { Standards } from "@counterweight/cases";
import { labelOf, shown } from "../fieldWords.ts";

/** Answers that came from another organisation, in words. */
export function Passed({
  standards,
  leaves,
}: {
  readonly standards: Standards;
  readonly leaves: ReadonlyMap<string, unknown>;
}) {
  return (
    <dl className="cases-passed" lang="en">
      {[...leaves].map(([pointer, value]) => (
        <div key={pointer}>
          <dt>{labelOf(standards, pointer)}</dt>
          <dd>{shown(standards, pointer, value)}</dd>
        </div>
      ))}
    </dl>
  );
}

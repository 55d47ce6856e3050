import type { IndustrySegment } from "@counterweight/policy";
import { BigNumber } from "../../parts/BigNumber.tsx";
import { useText } from "../../text/useText.ts";

/** The closed forms of one segment: what holding a person is worth, what it risks, what would tip it. */
export function SegmentNumbers({ segment }: { readonly segment: IndustrySegment }) {
  const { t, format } = useText();
  const hundred = (value: number) => value * 100;
  const same = (value: number) => value;
  const rows = [
    { key: "margin", of: segment.margin, write: format.money, scale: same },
    { key: "exploitationValue", of: segment.exploitationValue, write: format.money, scale: same },
    { key: "expectedSanction", of: segment.expectedSanction, write: format.money, scale: same },
    { key: "balance", of: segment.balance, write: format.money, scale: hundred },
    {
      key: "breakEvenDetection",
      of: segment.breakEvenDetection,
      write: (value: number) => `×${format.count(value)}`,
      scale: same,
    },
    {
      key: "breakEvenFine",
      of: segment.breakEvenFine,
      write: (value: number) => `×${format.count(value)}`,
      scale: same,
    },
  ] as const;
  return (
    <div className="numbers in-threes">
      {rows.map(({ key, of, write, scale }) => (
        <BigNumber
          key={key}
          label={t(`industry.${key}`)}
          value={write(scale(of.median))}
          interval={[write(scale(of.low)), write(scale(of.high))]}
          sure={t(`industry.sure-${key}`)}
          figures={segment.sources}
          marked
        />
      ))}
    </div>
  );
}

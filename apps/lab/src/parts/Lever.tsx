import { Label } from "react-aria-components/Label";
import { Slider, SliderOutput, SliderThumb, SliderTrack } from "react-aria-components/Slider";
import { useText } from "../text/useText.ts";
import "./parts.css";

type Props = {
  readonly name: string;
  /** One plain sentence: what moving it means. */
  readonly meaning: string;
  readonly value: number;
  readonly least: number;
  readonly most: number;
  readonly step: number;
  /** Where the world stands now; marked on the track. */
  readonly neutral: number;
  readonly write: (value: number) => string;
  /** A, B or C, spelled out by the page. */
  readonly grade: "A" | "B" | "C";
  /** What one step costs, or that nobody knows. */
  readonly cost: string;
  readonly onChange: (value: number) => void;
};

/** One lever: name, value, today's mark, range, how well its size is known, what a step costs. Arrow keys move it. */
export function Lever({ name, meaning, value, least, most, step, neutral, write, grade, cost, onChange }: Props) {
  const { t } = useText();
  return (
    <Slider className="lever" value={value} minValue={least} maxValue={most} step={step} onChange={onChange}>
      <Label className="lever-name">{name}</Label>
      <SliderOutput className="lever-value">{write(value)}</SliderOutput>
      <SliderTrack className="lever-track">
        <span className="lever-now" style={{ insetInlineStart: `${((neutral - least) / (most - least)) * 100}%` }} />
        <SliderThumb className="lever-thumb" />
      </SliderTrack>
      <p className="lever-more">
        {meaning} {t("lever.range", { now: write(neutral), least: write(least), most: write(most) })}{" "}
        {t(`lever.grade-${grade}`)} {cost}
      </p>
    </Slider>
  );
}

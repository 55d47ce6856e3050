import type { ReactNode } from "react";
import { useText } from "../text/useText.ts";
import { SourceButton } from "./SourceButton.tsx";
import "./parts.css";

type Props = {
  readonly label: string;
  readonly value: string;
  /** Low and high as written; null where no interval exists, and then `sure` must say why. */
  readonly interval: readonly [string, string] | null;
  /** A plain word or clause on how sure this is. */
  readonly sure: string;
  /** Figures the number rests on; a click opens them. */
  readonly figures: readonly string[];
  /** Judged, or resting on a weak, contested or recalled figure. */
  readonly marked?: boolean;
  readonly harm?: boolean;
  readonly children?: ReactNode;
};

/** A number a person may quote: with its interval, a word on how sure, and its source one click away. */
export function BigNumber({ label, value, interval, sure, figures, marked, harm, children }: Props) {
  const { t } = useText();
  return (
    <div className="big-number">
      <span className="label">{label}</span>
      <span className={harm ? "value harm" : "value"}>{value}</span>
      {interval && <span>{t("shell.interval", { low: interval[0], high: interval[1] })}</span>}
      <span className="sure">
        {sure} {marked && <span className="mark">{t("shell.judged")}</span>}
      </span>
      {children}
      {figures.length > 0 && <SourceButton figures={figures} about={label} />}
    </div>
  );
}

import type { Figure } from "@counterweight/evidence";
import type { Format } from "../text/format.ts";

/** The value as published, with its unit and its range where it has one; a published value keeps its own digits. */
export function valueOf(figure: Pick<Figure, "value" | "low" | "high" | "wording" | "unit">, format: Format): string {
  const unit = figure.unit === "" ? "" : ` ${figure.unit}`;
  if (figure.value === undefined) return figure.wording === undefined ? "" : `${figure.wording}${unit}`;
  const range =
    figure.low === undefined || figure.high === undefined
      ? ""
      : ` (${format.exact(figure.low)} – ${format.exact(figure.high)})`;
  return `${format.exact(figure.value)}${range}${unit}`;
}

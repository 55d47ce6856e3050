import { type CountResult, type MethodName, type MethodResult, methodRows } from "@counterweight/prevalence";
import { IntervalChart } from "../../parts/charts/IntervalChart.tsx";
import { Figure } from "../../parts/Figure.tsx";
import { Said } from "../../parts/Said.tsx";
import { useText } from "../../text/useText.ts";

type Row = { readonly name: MethodName; readonly result: MethodResult };

/** All methods on one axis, their models and warnings in the table behind. */
export function MethodsFigure({ result }: { readonly result: CountResult }) {
  const { t, format } = useText();
  const rows = (Object.entries(result.methods) as [MethodName, MethodResult][]).map(
    ([name, one]): Row => ({ name, result: one }),
  );
  const drawn = rows.flatMap(({ name, result: one }) =>
    one.estimate === null ? [] : [{ name, estimate: one.estimate, interval: one.interval }],
  );
  const most = Math.max(...drawn.map(({ estimate }) => estimate));
  const range = ({ interval }: MethodResult) =>
    interval === null
      ? ""
      : `${format.count(interval.low)} – ${interval.high === null ? "∞" : format.count(interval.high)}`;
  const level = format.share(result.data.settings.level);
  return (
    <>
      <Figure
        level={2}
        title={t("count.methods", {
          low: format.count(result.spread?.low ?? 0),
          high: format.count(result.spread?.high ?? 0),
        })}
        source={t("count.this")}
        sourceText={result.data.source ?? ""}
        name="count-methods"
        rows={rows}
        keyOf={({ name }) => name}
        columns={[
          { key: "method", title: t("count.method"), cell: ({ name }) => t(`count.method-${name}`) },
          {
            key: "estimate",
            title: t("count.all"),
            numeric: true,
            cell: ({ result: one }) => (one.estimate === null ? t("count.none") : format.count(one.estimate)),
          },
          { key: "interval", title: t("count.interval", { level }), cell: ({ result: one }) => range(one) },
          { key: "model", title: t("count.model"), cell: ({ result: one }) => one.model ?? "" },
          {
            key: "assumes",
            title: t("count.assumes"),
            cell: ({ result: one }) => <Said>{one.assumption}</Said>,
          },
        ]}
        toCsv={() => methodRows(result)}
      >
        <IntervalChart
          rows={drawn.map(({ name, estimate, interval }) => ({
            key: name,
            label: t(`count.method-${name}`),
            low: interval?.low ?? estimate,
            median: estimate,
            high: Math.min(interval?.high ?? Number.POSITIVE_INFINITY, 3 * most),
          }))}
          format={format.count}
          describe={drawn
            .map(({ name, estimate }) => `${t(`count.method-${name}`)} ${format.count(estimate)}`)
            .join(", ")}
          reference={{ value: result.data.observed, label: t("count.seen") }}
        />
      </Figure>
      <details>
        <summary>{t("count.doubts")}</summary>
        <ul>
          {rows.flatMap(({ name, result: one }) =>
            one.reasons.map((reason) => (
              <li key={`${name} ${reason}`}>
                {t(`count.method-${name}`)}: <Said>{reason}</Said>
              </li>
            )),
          )}
        </ul>
      </details>
    </>
  );
}

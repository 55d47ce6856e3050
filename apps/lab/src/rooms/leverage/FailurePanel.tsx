import type { Discovery } from "@counterweight/policy";
import type { Scope } from "../../engine/ensembles.ts";
import { useAnalysis } from "../../engine/useAnalysis.ts";
import { DataTable } from "../../parts/DataTable.tsx";
import { RunState } from "../../parts/RunState.tsx";
import { Said } from "../../parts/Said.tsx";
import { useText } from "../../text/useText.ts";

type Props = { readonly scope: Scope; readonly measure: string; readonly name: string };

/** Under which conditions a measure of one's choice fails. */
export function FailurePanel({ scope, measure, name }: Props) {
  const { t } = useText();
  const run = useAnalysis("failure", { scope, measure });
  const found = run.answer?.policy === measure ? run.answer : undefined;
  return (
    <>
      <h3>{t("leverage.fails", { measure: name })}</h3>
      <div className="stack" aria-busy={run.progress !== undefined}>
        {(found === undefined || run.failed !== undefined) && <RunState run={run} />}
        {found && <Failure found={found} />}
      </div>
    </>
  );
}

function Failure({ found }: { readonly found: Discovery }) {
  const { t, format } = useText();
  const theories = format.list(
    Object.entries(found.byStructure).map(([structure, share]) => `${t(`theory.${structure}`)} ${format.share(share)}`),
  );
  const { threshold, failing, boxes } = found;
  return (
    <>
      <p>
        {threshold === 0
          ? t("leverage.failing", { failing: format.share(failing), theories })
          : t("leverage.failing-less", {
              failing: format.share(failing),
              theories,
              threshold: format.share(threshold),
            })}
      </p>
      {boxes.length === 0 && <p>{t("leverage.no-box")}</p>}
      {boxes.map((box) => {
        const caption = t("leverage.box", {
          density: format.share(box.density),
          coverage: format.share(box.coverage),
          mass: format.share(box.mass),
        });
        return (
          <DataTable
            key={caption}
            caption={caption}
            rows={box.conditions}
            keyOf={({ name }) => name}
            columns={[
              { key: "label", title: t("leverage.condition"), cell: ({ label }) => <Said>{label}</Said> },
              {
                key: "limits",
                title: t("leverage.limits"),
                cell: ({ name, low, high, reach }) =>
                  name === "theory"
                    ? format.list(
                        Object.keys(found.byStructure)
                          .filter((_, at) => at >= low && at <= high)
                          .map((structure) => t(`theory.${structure}`)),
                      )
                    : low > reach[0] && high < reach[1]
                      ? t("leverage.between", { low: format.count(low), high: format.count(high) })
                      : low > reach[0]
                        ? t("leverage.above", { value: format.count(low) })
                        : t("leverage.below", { value: format.count(high) }),
              },
              { key: "stable", title: t("leverage.stable"), numeric: true, cell: ({ stable }) => format.share(stable) },
            ]}
          />
        );
      })}
    </>
  );
}

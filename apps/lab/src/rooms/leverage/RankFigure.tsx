import { RankChart } from "../../parts/charts/RankChart.tsx";
import { Figure } from "../../parts/Figure.tsx";
import { useText } from "../../text/useText.ts";
import { nameOf, type Shown } from "./common.ts";
import { ranksOf, structuresOf, topThree } from "./rows.ts";

const most = 6;

/** How often each of the first measures ranks first, second and third, theory by theory. */
export function RankFigure({ answer, by, outcome, order, measures, source }: Shown) {
  const { t, format, said } = useText();
  const structures = structuresOf(answer);
  const row = (intervention: string, structure: string) => {
    const found = answer.results.find((one) => one.structure === structure && one.intervention === intervention);
    return found === undefined
      ? []
      : [
          {
            key: `${structure} ${intervention}`,
            group: said(nameOf(measures, intervention)),
            label: t(`theory.${structure}`),
            structure,
            intervention,
            shares: ranksOf(found, by),
            top: topThree(found, by),
          },
        ];
  };
  const all = order.flatMap((intervention) => structures.flatMap((structure) => row(intervention, structure)));
  const [best] = order;
  const shares = all.filter(({ intervention }) => intervention === best).map(({ top }) => top);
  const title = t("leverage.rank-title", {
    measure: said(nameOf(measures, best ?? "")),
    least: format.share(Math.min(...shares)),
    most: format.share(Math.max(...shares)),
    by: t(`leverage.by-${by}`),
  });
  const places = [0, 1, 2] as const;
  return (
    <Figure
      title={title}
      level={2}
      name="rank-acceptability"
      rows={all.filter(({ top }) => top > 0)}
      keyOf={({ key }) => key}
      columns={[
        { key: "measure", title: t("decide.measure"), cell: ({ group }) => group },
        { key: "theory", title: t("decide.theory"), cell: ({ label }) => label },
        ...places.map((place) => ({
          key: String(place),
          title: t(`leverage.place-${place + 1}`),
          numeric: true,
          cell: ({ shares: own }: (typeof all)[number]) => format.share(own[place] ?? 0),
        })),
      ]}
      toCsv={() => [
        ["measure", "structure", "first", "second", "third", "by", "outcome"],
        ...all.map(({ intervention, structure, shares: own }) => [
          intervention,
          structure,
          ...places.map((place) => own[place] ?? 0),
          by,
          outcome,
        ]),
      ]}
      source={`${t("leverage.rank-how", { what: t(`leverage.outcome-${outcome}`) })} ${source}`}
      sourceText={source}
    >
      <RankChart
        rows={all.slice(0, most * structures.length)}
        describe={title}
        format={format.share}
        write={(own) =>
          t("leverage.rank-words", {
            first: format.share(own[0] ?? 0),
            top: format.share(own.reduce((sum, share) => sum + share, 0)),
          })
        }
      />
    </Figure>
  );
}

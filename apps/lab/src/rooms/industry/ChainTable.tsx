import { type ChainStep, chainFile, parseChain } from "@counterweight/policy";
import { readerOf } from "../../data/files.ts";
import { useLoaded } from "../../data/useLoaded.ts";
import { DataTable } from "../../parts/DataTable.tsx";
import { SourceButton } from "../../parts/SourceButton.tsx";
import { ErrorState, LoadingState } from "../../parts/States.tsx";
import { useText } from "../../text/useText.ts";

let opened: Promise<ChainStep[]> | undefined;
const chain = (): Promise<ChainStep[]> => {
  opened ??= readerOf([chainFile]).then((read) => parseChain(read(chainFile)));
  return opened;
};

/** Every step of the business chain of a sector, world-wide, with its figures: what the model's few numbers stand on. */
export function ChainTable({ sector }: { readonly sector: string }) {
  const { t, format } = useText();
  const loaded = useLoaded(chain);
  if (loaded.state === "loading") return <LoadingState />;
  if (loaded.state === "failed") return <ErrorState message={loaded.message} />;
  return (
    <DataTable
      caption={t("industry.chain-caption")}
      keyOf={(step: ChainStep) => `${step.order}`}
      rows={loaded.value.filter((step) => step.sector === sector)}
      columns={[
        { key: "item", title: t("industry.chain-item"), cell: (step) => <span lang="en">{step.item}</span> },
        {
          key: "who",
          title: t("industry.chain-who"),
          cell: (step) => (
            <span lang="en">{step.payer === "" ? "–" : `${step.payer} → ${step.payee === "" ? "–" : step.payee}`}</span>
          ),
        },
        { key: "central", title: t("industry.middle"), numeric: true, cell: (step) => format.exact(step.central) },
        {
          key: "range",
          title: t("industry.range"),
          numeric: true,
          cell: (step) => t("shell.interval", { low: format.exact(step.low), high: format.exact(step.high) }),
        },
        {
          key: "unit",
          title: t("industry.unit"),
          cell: (step) => <span lang="en">{`${step.unit}, ${step.moneyYear}`}</span>,
        },
        { key: "grade", title: t("industry.grade"), cell: (step) => t(`lever.grade-${step.grade}`) },
        {
          key: "sources",
          title: t("figure.source"),
          cell: (step) => (step.figures.length === 0 ? "–" : <SourceButton figures={step.figures} about={step.item} />),
        },
      ]}
    />
  );
}

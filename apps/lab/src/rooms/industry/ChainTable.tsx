import { type ChainStep, chainFile, parseChain } from "@counterweight/policy";
import { readerOf } from "../../data/files.ts";
import { useLoaded } from "../../data/useLoaded.ts";
import { DataTable } from "../../parts/DataTable.tsx";
import { Said } from "../../parts/Said.tsx";
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
  const { t, format, said } = useText();
  const loaded = useLoaded(chain);
  if (loaded.state === "loading") return <LoadingState />;
  if (loaded.state === "failed") return <ErrorState message={loaded.message} />;
  return (
    <DataTable
      caption={t("industry.chain-caption")}
      keyOf={(step: ChainStep) => `${step.order}`}
      rows={loaded.value.filter((step) => step.sector === sector)}
      columns={[
        { key: "item", title: t("industry.chain-item"), cell: (step) => <Said>{step.item}</Said> },
        {
          key: "who",
          title: t("industry.chain-who"),
          cell: (step) =>
            step.payer === "" ? "–" : `${said(step.payer)} → ${step.payee === "" ? "–" : said(step.payee)}`,
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
          cell: (step) => [step.unit, step.moneyYear].filter(Boolean).map(said).join(", "),
        },
        { key: "grade", title: t("industry.grade"), cell: (step) => t(`lever.grade-${step.grade}`) },
        {
          key: "sources",
          title: t("figure.source"),
          cell: (step) =>
            step.figures.length === 0 ? "–" : <SourceButton figures={step.figures} about={said(step.item)} />,
        },
      ]}
    />
  );
}

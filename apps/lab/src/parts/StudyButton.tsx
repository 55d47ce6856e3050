import { type AnalysisOptions, writeAnalysis } from "@counterweight/policy";
import packageFile from "../../package.json" with { type: "json" };
import { useText } from "../text/useText.ts";
import { download } from "./download.ts";

type Props = {
  readonly command: string;
  readonly options: AnalysisOptions;
  /** Positions as they stand in a file of them. */
  readonly positions?: readonly unknown[];
};

/** What the page computed as a file that the command line runs to the same digits. */
export function StudyButton({ command, options, positions }: Props) {
  const { t } = useText();
  return (
    <div className="row small no-print">
      <button
        type="button"
        className="button small"
        onClick={() =>
          download(
            `${command}.json`,
            writeAnalysis(packageFile.version, command, options, positions),
            "application/json",
          )
        }
      >
        {t("study.download")}
      </button>
      <span className="soft">{t("study.how", { file: `${command}.json` })}</span>
    </div>
  );
}

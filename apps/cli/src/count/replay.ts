import { type Procedure, parseModel, type Replayed, replay } from "@counterweight/prevalence";
import { type Terminal, usageProblem } from "../command.ts";
import { readInput } from "../options.ts";
import { csvLine, table } from "../output.ts";
import { type CountValues, countOptions } from "./options.ts";

/** `count --replay FILE`: one fit a row, beside what the file expects. */
export async function replayFile(
  file: string,
  values: CountValues & { json?: boolean | undefined; csv?: boolean | undefined },
  terminal: Terminal,
): Promise<number> {
  const text = await readInput(file, terminal);
  const rows = replay(text, procedureOf(values, text), file === "-" ? "standard input" : file);
  if (values.json) terminal.write(`${JSON.stringify(rows, undefined, 2)}\n`);
  else if (values.csv)
    terminal.write(
      csvLine(["replicate", "estimate", "model"]) +
        rows.map((row) => csvLine([row.replicate, row.estimate ?? "", row.model ?? ""])).join(""),
    );
  else {
    terminal.write(
      table(
        ["replicate", "estimate", "model"],
        rows.map((row) => [row.replicate, row.estimate === null ? "none" : String(row.estimate), row.model ?? ""]),
        [0, 1],
      ),
    );
    const expected = rows.filter((row) => row.expected !== null);
    if (expected.length > 0)
      terminal.write(
        `\n${expected.filter(agrees).length} of ${expected.length} rows give the estimate (within 1e-6) and the model that the file expects.\n`,
      );
  }
  return 0;
}

function agrees({ estimate, model, expected }: Replayed): boolean {
  return (
    estimate !== null &&
    expected !== null &&
    model === expected.model &&
    Math.abs(estimate / expected.estimate - 1) < 1e-6
  );
}

function procedureOf(values: CountValues, text: string): Procedure {
  const lists = /(?:^|[,;\t"])([01]{2,})(?:[,;\t"]|$)/m.exec(text.slice(0, text.search(/[\r\n]/)))?.[1]?.length ?? 2;
  const names = Array.from({ length: lists }, (_, list) => String(list + 1));
  const { threshold, model, methods } = countOptions(
    { ...values, method: values.method ?? (values.model === undefined ? "stepwise" : "fixed") },
    names,
  );
  switch (methods.length === 1 ? methods[0] : "stepwise") {
    case "stepwise":
      return { kind: "stepwise", threshold };
    case "aic":
      return { kind: "aic", level: 0.05 };
    case "bic":
      return { kind: "guided", order: lists - 1 };
    case "fixed":
      return { kind: "fixed", model: model ?? parseModel("", names) };
    default:
      throw usageProblem("count", "this method cannot be replayed", "stepwise, aic, bic or fixed");
  }
}

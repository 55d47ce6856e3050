import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { industryReport, renderHtml } from "@counterweight/brief";
import { openEvidence } from "@counterweight/evidence";
import { readerOf } from "@counterweight/evidence/files";
import { everyRegion, industrySegments, industryTotals } from "@counterweight/policy";
import { type Command, type Terminal, usageProblem } from "../command.ts";
import { worldTable } from "../industry/table.ts";
import { serveLab } from "../lab/serve.ts";
import { readOptions, wholeNumber } from "../options.ts";
import { writeWhole } from "../output.ts";

const reportFile = "counterweight-report.html";

export const command: Command = {
  name: "start",
  summary: "The main job: the industry and what would change it, as tables, a report and the lab",
  usage: `
counterweight start [--port N] [--seed N] [--draws N] [--no-lab] [--no-open]

Prints what every sector of every region earns and risks, writes ${reportFile}, and serves the lab at
http://localhost:4680 (the next free port where that is taken) until Ctrl-C.

  --no-lab    stop after the report
  --no-open   do not open a browser`,
  run: async (args, terminal) => {
    const { values, positionals } = readOptions("start", args, {
      port: { type: "string" },
      seed: { type: "string" },
      draws: { type: "string" },
      "no-lab": { type: "boolean" },
      "no-open": { type: "boolean" },
    });
    if (positionals.length > 0) throw usageProblem("start", `"${positionals[0]}" is one word too many`);
    const seed = wholeNumber("start", "seed", values.seed, 1, 0, Number.MAX_SAFE_INTEGER);
    const draws = wholeNumber("start", "draws", values.draws, 1024, 16, 65_536);
    const port = wholeNumber("start", "port", values.port, 4680, 1, 65_535);
    await tables(terminal, seed, draws);
    if (values["no-lab"]) return 0;
    return lab(terminal, port, values["no-open"] !== true);
  },
};

async function tables(terminal: Terminal, seed: number, draws: number): Promise<void> {
  const evidence = openEvidence(readerOf());
  const segments = industrySegments({ evidence, places: everyRegion, draws, seed });
  const totals = industryTotals(evidence, segments);
  terminal.write(`${worldTable(segments, totals)}\n`);
  await writeWhole(
    reportFile,
    renderHtml(industryReport({ segments, totals, draws, seed, place: "every region" }, evidence.figures)),
  );
  terminal.write(`The report with charts, sources, method and limits: ${resolve(reportFile)}\n`);
}

async function lab(terminal: Terminal, port: number, open: boolean): Promise<number> {
  const served = await serveLab({ port, onProgress: (line) => terminal.error(`${line}\n`) });
  if (served.moved) terminal.write(`Port ${port} is taken, so the lab is at the next free one.\n`);
  terminal.write(`The lab: ${served.address} (Ctrl-C stops it; nothing leaves this machine)\n`);
  if (open && terminal.interactive) openBrowser(served.address);
  await new Promise<void>((stopped) => terminal.signal.addEventListener("abort", () => stopped(), { once: true }));
  await served.close();
  return 0;
}

/** Opens the page where the machine has a browser; where it has none the address stands above. */
function openBrowser(address: string): void {
  const opener = { darwin: "open", win32: "explorer" }[process.platform as string] ?? "xdg-open";
  if (opener === "xdg-open" && !process.env["DISPLAY"] && !process.env["WAYLAND_DISPLAY"]) return;
  const child = spawn(opener, [address], { stdio: "ignore", detached: true });
  child.on("error", () => {});
  child.unref();
}

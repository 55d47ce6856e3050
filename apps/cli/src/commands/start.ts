import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { compareReport, headline, industryReport, joinDocuments, renderHtml } from "@counterweight/brief";
import { openEvidence } from "@counterweight/evidence";
import { readerOf } from "@counterweight/evidence/files";
import {
  compare,
  drawsKept,
  everyRegion,
  industrySegments,
  industryTotals,
  leaningsOf,
  placeWords,
} from "@counterweight/policy";
import { type Command, type Terminal, usageProblem } from "../command.ts";
import { rankingTable } from "../compare/table.ts";
import { worldTable } from "../industry/table.ts";
import { serveLab } from "../lab/serve.ts";
import { readOptions, wholeNumber } from "../options.ts";
import { writeWhole } from "../output.ts";
import { readEnsemble } from "../policy/options.ts";
import { simulateAll } from "../policy/simulate.ts";

const reportFile = "counterweight-report.html";

export const command: Command = {
  name: "start",
  summary: "The main job: the industry and what would change it, as tables, a report and the lab",
  usage: `
counterweight start [--port N] [--seed N] [--draws N] [--workers N] [--no-lab] [--no-open]

Prints what every sector of every region earns and risks, writes ${reportFile}, and serves the lab at
http://localhost:4680 (the next free port where that is taken) until Ctrl-C.

  --no-lab    stop after the report
  --no-open   do not open a browser`,
  run: async (args, terminal) => {
    const { values, positionals } = readOptions("start", args, {
      port: { type: "string" },
      seed: { type: "string" },
      draws: { type: "string" },
      workers: { type: "string" },
      "no-lab": { type: "boolean" },
      "no-open": { type: "boolean" },
    });
    if (positionals.length > 0) throw usageProblem("start", `"${positionals[0]}" is one word too many`);
    const port = wholeNumber("start", "port", values.port, 4680, 1, 65_535);
    await tables(terminal, values.seed ?? "1", values.draws, values.workers);
    if (values["no-lab"]) return 0;
    return lab(terminal, port, values["no-open"] !== true);
  },
};

/** Draws of the ranking; some seconds on two cores. */
const usualDraws = 1024;

async function tables(
  terminal: Terminal,
  seed: string,
  draws: string | undefined,
  workers: string | undefined,
): Promise<void> {
  const evidence = openEvidence(readerOf());
  const {
    catalogue,
    chosen,
    request,
    workers: count,
  } = readEnsemble("start", { seed, draws, workers }, { draws: usualDraws });
  const everywhere = { draws: Math.max(1024, request.draws), seed: request.seed };
  const segments = industrySegments({ evidence, places: everyRegion, ...everywhere });
  const totals = industryTotals(evidence, segments);
  terminal.write(`${worldTable(segments, totals)}\n`);
  const [ensemble] = await simulateAll([request], terminal, count, `Comparing ${chosen.length} measures`);
  if (ensemble === undefined) throw new Error("no ensemble");
  const results = compare(ensemble);
  const place = placeWords(request.place);
  terminal.write(rankingTable(results, catalogue, { place, years: request.years }));
  const about = { draws: request.draws, seed: request.seed, years: request.years, place };
  const ranking = {
    ...about,
    results,
    interventions: chosen,
    leanings: leaningsOf(ensemble, "personYears"),
    kept: drawsKept(ensemble),
  };
  const chapters = [
    industryReport({ segments, totals, ...everywhere, place: "every region" }, evidence.figures),
    compareReport(ranking, evidence.figures),
  ];
  const title = "Trafficking in persons as an industry: what it earns, what it risks, what would change it";
  await writeWhole(reportFile, renderHtml(joinDocuments(title, headline(segments), chapters)));
  terminal.write(`\nThe report with charts, sources, method and limits: ${resolve(reportFile)}\n`);
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

import { type Screening, type Share, screen, screeningAids } from "@counterweight/cases";
import { formatShare } from "@counterweight/kernel";
import { type Terminal, usageProblem } from "../command.ts";
import { readOptions } from "../options.ts";
import { openStandards } from "./shared.ts";

const interval = ({ value, low, high }: Share) => `${formatShare(value)} (${formatShare(low)} to ${formatShare(high)})`;

function text(result: Screening): string {
  const lines = [`${result.aid.name}: ${result.says}`];
  if (result.rightAmongPositives !== undefined && result.missedAmongNegatives !== undefined) {
    const at = formatShare(result.prevalence ?? Number.NaN);
    lines.push(
      "",
      `Where ${at} of people like this one were trafficked,`,
      `  of those with a yes it is right for ${interval(result.rightAmongPositives)};`,
      `  of those without one it misses ${interval(result.missedAmongNegatives)}.`,
      `  Intervals take both rates at the ends of their 95% intervals. Quality: ${result.quality}.`,
      `  ${result.aid.source}.`,
    );
  }
  lines.push("", "What it cannot tell", ...result.cannotTell.map((item) => `  ${item}`));
  lines.push("", "What to do", ...result.next.map((item) => `  ${item}`));
  return `${lines.join("\n")}\n`;
}

/** A share typed as 0.05 or 5%. */
function shareOf(typed: string | undefined): number | undefined {
  if (typed === undefined) return undefined;
  const percent = /^\s*([\d.]+)\s*%\s*$/.exec(typed)?.[1];
  const value = percent === undefined ? Number(typed) : Number(percent) / 100;
  if (typed.trim() === "" || Number.isNaN(value))
    throw usageProblem("cases", `--prevalence is "${typed}"`, "a share such as 0.05 or 5%");
  return value;
}

/** `cases screen`: lists the aids, or uses one. It opens a conversation and never decides. */
export async function screenCases(args: string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = readOptions("cases", args, {
    yes: { type: "string" },
    signs: { type: "string" },
    prevalence: { type: "string" },
    json: { type: "boolean" },
  });
  const standards = openStandards();
  const [code, ...others] = positionals;
  if (others.length > 0)
    throw usageProblem("cases", `"${others[0]}" is one word too many`, "one aid: cases screen QYIT --yes 1");
  if (code === undefined) {
    const { aids, not_offered } = screeningAids(standards);
    if (values.json) terminal.write(`${JSON.stringify({ aids, not_offered }, null, 2)}\n`);
    else {
      for (const aid of aids)
        terminal.write(
          `${aid.code.padEnd(11)} ${aid.name}, ${aid.questions} questions\n            for ${aid.for}; wording ${aid.wording}\n`,
        );
      terminal.write(`\nNot offered: ${not_offered.map((item) => `${item.code} (${item.why})`).join("; ")}.\n`);
    }
    return 0;
  }
  const prevalence = shareOf(values.prevalence);
  const result = screen(standards, code, {
    ...(values.yes === undefined ? {} : { yes: values.yes.trim() === "" ? Number.NaN : Number(values.yes) }),
    ...(values.signs === undefined
      ? {}
      : {
          signs: values.signs
            .split(",")
            .map((sign) => sign.trim())
            .filter(Boolean),
        }),
    ...(prevalence === undefined ? {} : { prevalence }),
  });
  terminal.write(values.json ? `${JSON.stringify(result, null, 2)}\n` : text(result));
  return 0;
}

import type { Page } from "playwright-core";
import type { OpenLab } from "../../apps/lab/src/testing/browser.ts";

/** Milliseconds from the event to the quick picture and, where waited for, to the settled one. */
export type Move = { readonly quick: number; readonly settled: number };

/** A single lever, and a policy of five that leaves a tenth as many draws again open. */
export const policies = {
  "one lever": "safe:0.3",
  "five levers": "det:0.5,select:0.05,safe:0.3,shelter:0.2,rights:0.1",
} as const;

/** Opens the policy room with levers moved, and waits until its figures are settled. */
export async function openPolicy(lab: OpenLab, draws: number, levers: string): Promise<Page> {
  const context = await lab.browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en" });
  const page = await context.newPage();
  await page.goto(`${lab.address}#/policy?v=1&draws=${draws}&levers=${levers}`);
  await page.waitForSelector(".policy-results[data-shown*='safe:0.3'][data-settled='true']", { timeout: 120_000 });
  return page;
}

/** Moves the lever by its own range input and waits in the page until the picture is that of the new size, and laid out. */
export function move(page: Page, size: number, rest: boolean): Promise<Move> {
  return page.evaluate(
    async ([to, settles]) => {
      const input = [...document.querySelectorAll<HTMLInputElement>("input[type=range]")].find((one) =>
        one.closest(".lever")?.textContent?.startsWith("Safe channels"),
      );
      if (input === undefined) throw new Error("the lever is not there");
      const results = document.querySelector<HTMLElement>(".policy-results");
      const wanted = `safe:${to}`;
      const started = performance.now();
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set?.call(input, String(to));
      input.dispatchEvent(new Event("input", { bubbles: true }));
      input.dispatchEvent(new Event("change", { bubbles: true }));
      const until = async (done: () => boolean) => {
        while (!done()) {
          if (performance.now() - started > 30_000)
            throw new Error(`still ${results?.dataset["shown"]}, not ${wanted}`);
          await new Promise((turn) => setTimeout(turn, 0));
        }
        results?.getBoundingClientRect();
        return performance.now() - started;
      };
      const quick = await until(() => results?.dataset["shown"]?.split(",").includes(wanted) === true);
      return { quick, settled: settles ? await until(() => results?.dataset["settled"] === "true") : Number.NaN };
    },
    [size, rest] as const,
  );
}

/** The size of the lever at a move: steps through its range, never twice the same in a row. */
export const sizeAt = (index: number): number => Number((0.01 * (((index * 7) % 50) + 1)).toFixed(2));

/** A lever moved again as soon as the picture follows (a hand that drags), and one left alone until the figures settle. */
export async function leverMoves(
  lab: OpenLab,
  draws: number,
  moves: number,
  policy: keyof typeof policies,
): Promise<void> {
  const page = await openPolicy(lab, draws, policies[policy]);
  for (let warm = 0; warm < 20; warm++) await move(page, Number((0.01 * (warm + 1)).toFixed(2)), true);
  const task = `${policy}, ${draws} draws x 3 structures x 5 sectors x 30 years`;
  for (const rest of [false, true]) {
    const all: Move[] = [];
    for (let index = 0; index < moves; index++) all.push(await move(page, sizeAt(index), rest));
    const line = (what: string, times: number[], wanted: string) => {
      times.sort((a, b) => a - b);
      const at = (share: number) => (times[Math.min(moves - 1, Math.floor(share * moves))] ?? Number.NaN).toFixed(0);
      console.log(`  ${what}: median ${at(0.5)} ms, 95% ${at(0.95)} ms${wanted}, longest ${at(1)} ms`);
    };
    console.log(`${task}, ${moves} moves, ${rest ? "each left until settled" : "each as soon as the last is drawn"}`);
    line(
      "picture from one pass",
      all.map(({ quick }) => quick),
      " (wanted 100)",
    );
    if (rest)
      line(
        "picture settled, digits of the command line",
        all.map(({ settled }) => settled),
        "",
      );
  }
  await page.context().close();
}

import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stream } from "@counterweight/kernel";
import { Cells, Fitter, type ListTable, modelOf, observed } from "@counterweight/prevalence";

/** Refits of one model on resampled tables, beside scalar C doing the same Newton steps where a compiler is present. */
export function refits(table: ListTable): void {
  const lists = table.lists.length;
  const model = modelOf(lists, [0b000011, 0b000101, 0b001010, 0b010010, 0b010100, 0b100100, 0b011000, 0b000110]);
  const people = observed(table);
  // Zero margins would change the problem; C has no extended estimate, so tables that need it are left out on both sides.
  const tables = Array.from({ length: 4000 }, (_, b) =>
    stream(1, "refits", b).multinomial(people, table.counts),
  ).filter((counts) => {
    const cells = new Cells(lists);
    cells.load(table.histories, counts);
    return model.every((set) => (cells.margins[set] ?? 0) > 0);
  });
  const fitter = new Fitter(lists);
  const cells = Cells.of(table);
  fitter.fit(cells, model);
  const start = fitter.bySet.slice();
  let sum = 0;
  let seconds = Number.POSITIVE_INFINITY;
  for (let repeat = 0; repeat < 4; repeat++) {
    sum = 0;
    const began = process.cpuUsage();
    for (const counts of tables) {
      cells.load(table.histories, counts);
      fitter.bySet.set(start);
      fitter.fit(cells, model, true);
      sum += fitter.unseen;
    }
    const { user, system } = process.cpuUsage(began);
    seconds = Math.min(seconds, (user + system) / 1e6);
  }
  const rate = tables.length / seconds;
  process.stdout.write(
    `refits: ${model.length} parameters, 63 cells, warm start: ${Math.round(rate)} a second (table loaded, existence certified), sum ${sum.toFixed(3)}\n`,
  );
  const folder = mkdtempSync(join(tmpdir(), "lattice-"));
  try {
    const program = join(folder, "lattice");
    const compiler = spawnSync("gcc", [
      "-O3",
      "-march=native",
      "-o",
      program,
      join(import.meta.dirname, "lattice.c"),
      "-lm",
    ]);
    if (compiler.status !== 0) {
      process.stdout.write("C lower bound: no C compiler present\n");
      return;
    }
    const input = tables.map((counts) => {
      const row = Array.from({ length: 1 << lists }, () => 0);
      for (const [place, history] of table.histories.entries()) row[history] = counts[place] ?? 0;
      return row.join(" ");
    });
    const answers = Array.from({ length: 4 }, () =>
      execFileSync(program, [...model].map(String), { input: input.join("\n"), encoding: "utf8" })
        .trim()
        .split(" ")
        .map(Number),
    );
    const [fits = 0, total = 0] = answers[0] ?? [];
    const least = Math.min(...answers.map(([, , time]) => time ?? Number.POSITIVE_INFINITY));
    process.stdout.write(
      `C lower bound: ${Math.round(fits / least)} a second, sum ${total.toFixed(3)} of ${fits}; ours takes ${(fits / least / rate).toFixed(2)} times as long\n`,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

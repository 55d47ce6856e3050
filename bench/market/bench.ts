import { batchInterpreter, lower, narrowSteps, passesOf, wasmMachine } from "@counterweight/kernel";
import { inputsOf, modelOf, referenceParameters, referenceStructures, type Value } from "@counterweight/market";
import { hasCompiler, runInC } from "../peers/program-in-c.ts";

// How many runs a second of the model with 6 segments and 120 steps, beside plain C compiled now.
const [segments, steps, draws] = [6, 120, 512];
const outputs = ["personYears", "X", "profit", "entered", "convictions", "p", "Psi", "g", "V"];

for (const scheme of ["reference", "default"] as const) {
  const program = lower(modelOf("E"), { segments, scheme, outputs });
  const known = inputsOf(modelOf("E"));
  const settings: Record<string, Value> = { ...referenceParameters, ...referenceStructures.E };
  const interpreter = batchInterpreter(program, { capacity: draws });
  const engine = wasmMachine(program, { capacity: draws });
  program.inputs.forEach((name, index) => {
    const [symbol, segment] = name.split(/[[\]]/) as [string, string?];
    const value = symbol === "dt" ? 0.25 : symbol === "det" ? 1 : (settings[symbol] ?? known.get(symbol)?.neutral ?? 0);
    const one = (typeof value === "number" ? value : value[Math.min(Number(segment), value.length - 1)]) as number;
    // Draws differ a little, so that nothing can be computed once for all.
    for (let draw = 0; draw < draws; draw++) {
      const varied = symbol === "X0" || symbol === "xi" ? one * (1 + draw / (4 * draws)) : one;
      interpreter.inputs[index * draws + draw] = varied;
      engine.inputs[index * engine.capacity + draw] = varied;
    }
  });
  const time = (work: () => void, times: number) => {
    let best = Number.POSITIVE_INFINITY;
    for (let k = 0; k < times; k++) {
      // CPU time: fair on a busy machine.
      const start = process.cpuUsage();
      work();
      const { user, system } = process.cpuUsage(start);
      best = Math.min(best, (user + system) / 1000);
    }
    return best;
  };
  const perSecond = (milliseconds: number) => Math.round((draws / milliseconds) * 1000);
  const report = (label: string, milliseconds: number, of: number) =>
    console.log(
      `${scheme.padEnd(9)}  ${label.padEnd(34)} ${String(perSecond(milliseconds)).padStart(9)} runs a second   ${(of / milliseconds).toFixed(2)} x plain C`,
    );
  const plain = time(() => interpreter.run(draws, steps, 0, [1]), 3);
  // The first calls run the runtime's quick code; its best code comes a moment later.
  time(() => engine.run(draws, steps, 0, [1]), 10);
  await new Promise((ready) => setTimeout(ready, 500));
  const fast = time(() => engine.run(draws, steps, 0, [1]), 20);
  const worst = engine.outputs.findIndex((value, index) => !Object.is(value, interpreter.outputs[index]));
  if (worst >= 0 && engine.capacity === draws) throw new Error("engine and interpreter differ");
  if (hasCompiler()) {
    const c = runInC(program, interpreter.inputs, draws, passesOf(program, steps, narrowSteps(0.25, steps, 0)), 1);
    const apart = c.outputs.reduce(
      (most, value, index) => Math.max(most, Math.abs(value / (engine.outputs[index] as number) - 1) || 0),
      0,
    );
    report("plain C (gcc -O3 -march=native, libm)", c.milliseconds, c.milliseconds);
    report("plain TypeScript, one core", plain, c.milliseconds);
    report(`WebAssembly ${engine.kind}, one core`, fast, c.milliseconds);
    console.log(`           largest relative difference from C: ${apart.toExponential(1)}`);
  } else {
    console.log("plain C: no compiler present");
    report("plain TypeScript, one core", plain, Number.NaN);
    report(`WebAssembly ${engine.kind}, one core`, fast, Number.NaN);
  }
}

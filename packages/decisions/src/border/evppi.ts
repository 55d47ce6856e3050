import { evpi, evppi } from "../information/evppi.ts";
import { evppiGroup } from "../information/group.ts";
import { readKnown, readList, readNamed, readNumbers, readObject, readWhole, wrongInput } from "./reader.ts";

/**
 * `{parameters: {name: [N]}, netBenefit: {option: [N]}, groups?: [[name]]}` to the value of knowing everything and of
 * knowing each parameter; a group appears under its names joined by "+".
 */
export function analyzeEvppi(input: unknown, where: string) {
  const fields = readObject(input, where, ["parameters", "netBenefit"], ["groups", "seed"]);
  readWhole(fields.seed, `${where}, seed`, 0, Number.MAX_SAFE_INTEGER, 1);
  const options = readNamed(fields.netBenefit, `${where}, netBenefit`, "option", 2);
  const [firstName, firstColumn] = options[0] as [string, unknown];
  const draws = readNumbers(firstColumn, `${where}, netBenefit.${firstName}`, undefined, 2).length;
  const netBenefit = options.map(([name, column]) => readNumbers(column, `${where}, netBenefit.${name}`, draws));
  const parameters = new Map(
    readNamed(fields.parameters, `${where}, parameters`, "parameter").map(([name, column]) => [
      name,
      readNumbers(column, `${where}, parameters.${name}`, draws),
    ]),
  );
  const names = [...parameters.keys()];
  const groups = fields.groups === undefined ? [] : readList(fields.groups, `${where}, groups`, "groups", 0);
  const most = evpi(netBenefit);
  const worth = (one: { estimate: number; standardError: number }) => ({
    // Regression can overshoot a little; no part is worth more than the whole.
    estimate: Math.min(one.estimate, most.estimate),
    standardError: one.standardError,
  });
  const result = new Map(names.map((name) => [name, worth(evppi(parameters.get(name) as Float64Array, netBenefit))]));
  groups.forEach((group, index) => {
    const at = `${where}, groups[${index}]`;
    const members = readList(group, at, "names").map((name, k) => readKnown(name, names, `${at}[${k}]`, "parameter"));
    if (new Set(members).size < members.length) throw wrongInput(at, "a parameter stands twice");
    if (members.length > 20) throw wrongInput(at, `the group has ${members.length} parameters`, "at most 20");
    const columns = members.map((name) => parameters.get(name) as Float64Array);
    result.set(members.join("+"), worth(evppiGroup(columns, netBenefit)));
  });
  return {
    evpi: most.estimate,
    evppi: Object.fromEntries(result),
    note: "Leans most on the parameters' spread in these draws: knowing is worth nothing where the draws already agree.",
  };
}

import { userInfo } from "node:os";
import { Problem } from "@counterweight/kernel";
import { agencyRules, openDatabase, resetRules } from "@counterweight/register";
import { type Command, usageProblem } from "../command.ts";
import { readOptions } from "../options.ts";
import { placeOf, placeOptions, placeUsage } from "../register/options.ts";

export const command: Command = {
  name: "access",
  summary: "From where, when and how the register may be entered; lift these rules where nobody meets them any more",
  usage: `
counterweight access show [--agency NAME] [--json]
counterweight access reset [--agency NAME]

An administrator sets the rules in the register's own page (Accounts). reset lifts them all, for an administrator who
cannot come in any more: password and code, or a passkey, open again from anywhere at any hour. It is written into the
trail with the name of the machine's user. Both work while the register is being served.

${placeUsage}
  --agency NAME         where the register has several`,
  run: async (args, terminal) => {
    const { values, positionals } = readOptions("access", args, {
      ...placeOptions,
      agency: { type: "string" },
      json: { type: "boolean" },
    });
    const what = positionals.join(" ");
    if (what !== "show" && what !== "reset")
      throw usageProblem("access", `"${what}" is not something it does`, "show or reset");
    const database = await openDatabase({ ...placeOf(values), join: true });
    try {
      const pool = database.pool({ max: 2 });
      const all = await agencyRules(pool);
      const chosen = all.filter(({ name }) => values.agency === undefined || name === values.agency);
      if (chosen.length === 0 || (what === "reset" && chosen.length > 1))
        throw new Problem({
          code: "agency",
          what: chosen.length === 0 ? "there is no such agency" : "the register has several agencies",
          expected: `--agency with one of ${all.map(({ name }) => `"${name}"`).join(", ")}`,
        });
      if (what === "reset") {
        for (const { id, name } of chosen) {
          await resetRules({ pool }, id, userInfo().username);
          terminal.write(`${name}: there are no rules any more; sign in and set new ones.\n`);
        }
      } else if (values.json) terminal.write(`${JSON.stringify(chosen)}\n`);
      else
        for (const { name, rules } of chosen)
          terminal.write(
            `${name}: ${rules === undefined ? "no rules of its own" : `rules of its own\n${JSON.stringify(rules, null, 2)}`}\n`,
          );
      return 0;
    } finally {
      await database.close();
    }
  },
};

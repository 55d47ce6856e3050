import { readdirSync } from "node:fs";
import { openDataFolder, openRegister } from "@counterweight/register";
import { type Command, usageProblem } from "../command.ts";
import { readOptions } from "../options.ts";
import { placeOf, placeOptions, placeUsage } from "../register/options.ts";

export const command: Command = {
  name: "keys",
  summary: "Where the register's keys lie; a new root key where the old one may have been seen",
  usage: `
counterweight keys where
counterweight keys rotate

rotate makes a new root key and wraps the agencies' keys with it; records stay as they are. A crash in between leaves the old
state or is finished at the next start. Make a new copy of the keys afterwards (backup --keys-copy), and destroy the old one.

${placeUsage}`,
  run: async (args, terminal) => {
    const { values, positionals } = readOptions("keys", args, placeOptions);
    const what = positionals.join(" ");
    if (what !== "where" && what !== "rotate")
      throw usageProblem("keys", `"${what}" is not something it does`, "where or rotate");
    if (what === "where") {
      const { keys } = openDataFolder(values.data, values.keys);
      terminal.write(`${keys}\n`);
      for (const name of readdirSync(keys).sort()) terminal.write(`  ${name}\n`);
      return 0;
    }
    const register = await openRegister(placeOf(values));
    try {
      register.agencies.rotateRoot();
      terminal.write(
        `There is a new root key in ${register.database.keys}. Copy it, and destroy the copies of the old one.\n`,
      );
      return 0;
    } finally {
      await register.close();
    }
  },
};

import { existsSync } from "node:fs";
import { identityFile, openDataFolder, openRegister, readVault, restore, restoreKeys } from "@counterweight/register";
import { type Command, usageProblem } from "../command.ts";
import { readOptions } from "../options.ts";
import { placeOf, placeOptions, placeUsage, secretFrom } from "../register/options.ts";

export const command: Command = {
  name: "restore",
  summary: "Bring a backup back into an empty register, all of it or nothing",
  usage: `
counterweight restore FILE [--data DIR | --database-url URL] [--keys DIR] [--keys-copy FILE]
                      [--identity FILE | --passphrase-file FILE]

The register must be empty. People erased since the backup was made do not come back. The trail is verified.

  --keys-copy FILE        bring the keys back first, into a folder that has none
  --identity FILE         the age identity that opens the files; default: backup-identity.txt beside the keys
  --passphrase-file FILE  the passphrase they were made with
${placeUsage}`,
  run: async (args, terminal) => {
    const { values, positionals } = readOptions("restore", args, {
      ...placeOptions,
      "keys-copy": { type: "string" },
      identity: { type: "string" },
      "passphrase-file": { type: "string" },
    });
    const [file, ...rest] = positionals;
    if (file === undefined || rest.length > 0) throw usageProblem("restore", "it needs one backup to read");
    const place = placeOf(values);
    const { keys } = openDataFolder(place.data, place.keys);
    const identity = values.identity ?? (existsSync(identityFile(keys)) ? identityFile(keys) : undefined);
    const key = {
      identities: identity === undefined ? [] : [secretFrom(identity, "identity")],
      passphrase: values["passphrase-file"] && secretFrom(values["passphrase-file"], "passphrase"),
    };
    if (key.identities.length === 0 && key.passphrase === undefined)
      throw usageProblem("restore", "it needs what opens the backup", "--identity or --passphrase-file");
    const copy = values["keys-copy"];
    if (copy !== undefined)
      terminal.write(`${await restoreKeys(keys, readVault(copy, key))} key files restored to ${keys}.\n`);
    const register = await openRegister(place);
    try {
      const report = await restore(register, readVault(file, key));
      terminal.write(`${report.cases} cases restored as of ${report.at} into ${register.database.place}.\n`);
      if (report.erased > 0) terminal.write(`${report.erased} cases of people erased since were left out.\n`);
      if (report.handedOver > 0)
        terminal.write(`${report.handedOver} cases handed over since went to the agency that has their keys.\n`);
      if (report.withoutKey > 0)
        terminal.write(`${report.withoutKey} cases cannot be opened: the keys of these people are not in ${keys}.\n`);
      terminal.write(
        report.audit.broken === undefined
          ? `The trail of ${report.audit.entries} entries is unbroken.\n`
          : `The trail is broken: ${report.audit.broken}.\n`,
      );
      return report.audit.broken === undefined && report.withoutKey === 0 ? 0 : 1;
    } finally {
      await register.close();
    }
  },
};

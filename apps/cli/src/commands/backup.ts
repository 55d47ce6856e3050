import { backup, backupKeys, type Lock, openDatabase, ownIdentity } from "@counterweight/register";
import { type Command, usageProblem } from "../command.ts";
import { readOptions } from "../options.ts";
import { placeOf, placeOptions, placeUsage, secretFrom } from "../register/options.ts";

export const command: Command = {
  name: "backup",
  summary: "Write the whole register into one encrypted file, also while it is being served",
  usage: `
counterweight backup FILE [--recipient AGE]... [--passphrase-file FILE] [--keys-copy FILE]

FILE is encrypted (age) and holds no key that opens a person: without the register's keys its names stay closed.
--keys-copy writes those keys into a second encrypted file. Keep the two apart, and make the copy of keys anew (and destroy
the old one) after each erasure: an erased person is gone from every backup as soon as no copy of the key is left.

  --recipient AGE         who can open it (age1...), any number; default: the register's own backup identity
  --passphrase-file FILE  a passphrase instead; its first line
${placeUsage}`,
  run: async (args, terminal) => {
    const { values, positionals } = readOptions("backup", args, {
      ...placeOptions,
      recipient: { type: "string", multiple: true },
      "passphrase-file": { type: "string" },
      "keys-copy": { type: "string" },
    });
    const [file, ...rest] = positionals;
    if (file === undefined || rest.length > 0) throw usageProblem("backup", "it needs one file to write");
    const passphraseFile = values["passphrase-file"];
    if (passphraseFile !== undefined && values.recipient !== undefined)
      throw usageProblem("backup", "a file is opened by recipients or by a passphrase, not both");
    const database = await openDatabase({ ...placeOf(values), join: true });
    try {
      let lock: Lock = { recipients: values.recipient };
      let opens = "the recipients given";
      if (passphraseFile !== undefined) {
        lock = { passphrase: secretFrom(passphraseFile, "passphrase") };
        opens = "the passphrase";
      } else if (values.recipient === undefined) {
        lock = { recipients: [(await ownIdentity(database.keys)).recipient] };
        opens = `${database.keys}/backup-identity.txt; keep a copy of it elsewhere`;
      }
      const { head, at } = await backup({ pool: database.pool({ max: 2 }), database }, file, lock);
      terminal.write(`${file}: the register as of ${at}, trail up to entry ${head.seq}. Opened by ${opens}.\n`);
      const copy = values["keys-copy"];
      if (copy !== undefined) {
        await backupKeys(database.keys, copy, lock);
        terminal.write(`${copy}: its keys. Keep it apart from the backup, and destroy it after the next erasure.\n`);
      }
      return 0;
    } finally {
      await database.close();
    }
  },
};

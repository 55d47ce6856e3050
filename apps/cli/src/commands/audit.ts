import { currentHead, openDatabase, publishedHeads, verifyAudit } from "@counterweight/register";
import { type Command, usageProblem } from "../command.ts";
import { readOptions, wholeNumber } from "../options.ts";
import { placeOf, placeOptions, placeUsage } from "../register/options.ts";

export const command: Command = {
  name: "audit",
  summary: "Check the register's trail of who did what, print its head, hand it to another system",
  usage: `
counterweight audit verify [--json]
counterweight audit head
counterweight audit export [--after N]

verify recomputes the chain of every entry and compares it with the heads kept beside the keys: a changed, missing or
cut-off entry is named, and the exit code is 1. head prints the present end of the chain; publish or keep it elsewhere.
export prints entries as JSON lines for a system that keeps logs apart. All work while the register is being served.

${placeUsage}`,
  run: async (args, terminal) => {
    const { values, positionals } = readOptions("audit", args, {
      ...placeOptions,
      after: { type: "string" },
      json: { type: "boolean" },
    });
    const [what, ...rest] = positionals;
    if (rest.length > 0 || !["verify", "head", "export"].includes(what ?? ""))
      throw usageProblem("audit", `"${positionals.join(" ")}" is not something it does`, "verify, head or export");
    const after = wholeNumber("audit", "after", values.after, 0, 0, Number.MAX_SAFE_INTEGER);
    const database = await openDatabase({ ...placeOf(values), join: true });
    try {
      const pool = database.pool({ max: 2 });
      if (what === "head") {
        const { seq, hash } = await currentHead(pool);
        terminal.write(`${seq} ${hash}\n`);
        return 0;
      }
      if (what === "export") {
        for (let last = after; ; ) {
          const { rows } = await pool.query<{ seq: string; entry: string; hash: string }>(
            "select seq, entry, encode(hash, 'hex') as hash from register.audit where seq > $1 order by seq limit 1000",
            [last],
          );
          for (const { seq, entry, hash } of rows)
            terminal.write(`${JSON.stringify({ seq: Number(seq), entry, hash })}\n`);
          if (rows.length === 0) return 0;
          last = Number(rows.at(-1)?.seq);
        }
      }
      const published = publishedHeads(database.keys);
      const verdict = await verifyAudit(pool, published);
      if (values.json) terminal.write(`${JSON.stringify({ ...verdict, publishedHeads: published.length })}\n`);
      else if (verdict.broken === undefined)
        terminal.write(
          `${verdict.entries} entries, unbroken, in step with ${published.length} published heads.\nHead: ${verdict.head}\n`,
        );
      else terminal.write(`The trail is broken: ${verdict.broken}.\n`);
      return verdict.broken === undefined ? 0 : 1;
    } finally {
      await database.close();
    }
  },
};

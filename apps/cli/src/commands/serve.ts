import {
  createAgency,
  hasAccounts,
  inviteFirst,
  openRegister,
  publishHead,
  type Register,
} from "@counterweight/register";
import { createLog, startServer } from "@counterweight/server";
import { type Command, usageProblem } from "../command.ts";
import { buildLab, labFolder } from "../lab/build.ts";
import { readOptions, wholeNumber } from "../options.ts";
import { placeOf, placeOptions, placeUsage } from "../register/options.ts";

/** Finds or makes the agency; gives its one-time link token where nobody can sign in yet. */
async function welcome(register: Register, name: string | undefined): Promise<string | undefined> {
  const { rows } = await register.pool.query<{ id: string; name: string }>(
    "select id, name from register.agency order by created_at",
  );
  const known = name === undefined ? rows[0] : rows.find((agency) => agency.name === name);
  const agency = known?.id ?? (await createAgency(register, name ?? "Our organisation"));
  if (known !== undefined && (await hasAccounts(register))) return undefined;
  return inviteFirst(register, agency, `administrator.${agency.slice(0, 8)}@localhost`);
}

const minute = 60_000;

export const command: Command = {
  name: "serve",
  summary: "The register: cases kept safely, for a browser on this machine or a team",
  usage: `
counterweight serve [--data DIR] [--database-url URL] [--keys DIR] [--port N] [--agency NAME]
                    [--host NAME --public-url URL [--trusted-proxy NETWORKS]] [--no-lab]

Starts the register with its own PostgreSQL (nothing to install, no network port), says where data and keys lie, and at
the first start prints a one-time link for the first administrator. Ctrl-C stops it in order.

${placeUsage}
  --port N              default 4690
  --agency NAME         the organisation; a new name makes one, with a link for its administrator
  --host NAME           beyond this machine, only with
  --public-url URL      the https address of the proxy before it
  --trusted-proxy LIST  address or network of that proxy, by commas: its word on who calls (X-Forwarded-For) is believed
  --no-lab              the HTTP interface alone; /api/openapi.json describes it`,
  run: async (args, terminal) => {
    const { values, positionals } = readOptions("serve", args, {
      ...placeOptions,
      port: { type: "string" },
      host: { type: "string" },
      agency: { type: "string" },
      "public-url": { type: "string" },
      "trusted-proxy": { type: "string" },
      "no-lab": { type: "boolean" },
    });
    if (positionals.length > 0) throw usageProblem("serve", `"${positionals[0]}" is one word too many`);
    const port = wholeNumber("serve", "port", values.port, 4690, 0, 65_535);
    if (!values["no-lab"]) await buildLab((line) => terminal.error(`${line}\n`));
    const register = await openRegister(placeOf(values));
    try {
      const server = await startServer({
        register,
        log: createLog(),
        port,
        host: values.host,
        publicUrl: values["public-url"],
        trustedProxies: values["trusted-proxy"]?.split(",").map((network) => network.trim()),
        page: values["no-lab"] ? undefined : labFolder,
      });
      const token = await welcome(register, values.agency);
      terminal.write(`The register: ${server.url}/#/cases\nData: ${register.database.place}\n`);
      terminal.write(
        `Keys: ${register.database.keys} (copy them apart from the data; without them nothing can be read)\n`,
      );
      if (token !== undefined)
        terminal.write(`First administrator, once, within 48 hours: ${server.url}/#/cases?welcome=${token}\n`);
      const heads = setInterval(() => void publishHead(register).catch(() => undefined), minute);
      await new Promise<void>((done) => {
        terminal.signal.addEventListener("abort", () => done(), { once: true });
        process.once("SIGTERM", () => done());
      });
      clearInterval(heads);
      await server.close();
      terminal.write("The register is closed.\n");
      return 0;
    } finally {
      await register.close();
    }
  },
};

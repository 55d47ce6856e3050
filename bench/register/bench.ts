import { createHash, randomBytes } from "node:crypto";
import { loadavg } from "node:os";
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import { generateRecords } from "@counterweight/cases";
import { type Caller, createCase, importRecords, searchCases, tableBy, verifyAudit } from "@counterweight/register";
import { openFixture } from "@counterweight/register/testing";
import { createLog, startServer } from "@counterweight/server";
import { campaigns, runCampaign } from "./campaigns.ts";
import { copyPlain, processorOf } from "./measure.ts";

// Does the register keep its promises of size and speed? 200,000 invented cases: import under 60 s, answers under 200 ms,
// fifty people at once for a minute without an error. Lower bounds in the same run: the same records, unsealed and
// unaudited, as JSON into one plain table of the same PostgreSQL, and the same bytes with COPY.
// `npm run bench register -- --cases 20000 --seconds 5` is a smaller one. `--kills 200`, `--cuts 100`, `--fuzz 100000` and
// `--full 1` run those campaigns instead.
const { values } = parseArgs({
  options: {
    cases: { type: "string", default: "200000" },
    seconds: { type: "string", default: "60" },
    ...Object.fromEntries(Object.keys(campaigns).map((name) => [name, { type: "string" as const }])),
  },
});
const asked = Object.keys(campaigns).filter((name) => name in values);
if (asked.length > 0) {
  const held = asked.map((name) => runCampaign(name, Number((values as Record<string, string>)[name])));
  process.exit(held.every(Boolean) ? 0 : 1);
}
const cases = Number(values.cases);
const seconds = Number(values.seconds);
const users = 50;

const show = (text: string) => process.stdout.write(`${text}\n`);
const since = (start: number) => (performance.now() - start) / 1000;

const fixture = await openFixture({ connections: 40 });
const { register, people } = fixture;
const { supervisor, caseworker, analyst, coordinator } = people.home;
const records = generateRecords(register.standards, { count: cases, seed: 1, shape: "full" });

let start = performance.now();
await register.pool.query("create table plain (id text, record jsonb)");
for (let at = 0; at < cases; at += 1000)
  await register.pool.query("insert into plain select value ->> 'id', value from jsonb_array_elements($1)", [
    JSON.stringify(records.slice(at, at + 1000)),
  ]);
const plain = since(start);
const copied = await copyPlain(register, records);
await register.pool.query("drop table plain");

const processor = processorOf(register);
const before = processor();
start = performance.now();
const report = await importRecords(register, supervisor, records);
const imported = since(start);
const after = processor();
if (report.written !== cases) throw new Error(JSON.stringify(report.problems.slice(0, 3)));
await register.pool.query("vacuum analyze");
show(
  `import of ${cases} cases: ${imported.toFixed(1)} s (figure to keep: 60 s for 200,000); unsealed as JSON ${plain.toFixed(1)} s, ratio ${(imported / plain).toFixed(1)}; COPY of the same bytes ${copied.toFixed(1)} s, ratio ${(imported / copied).toFixed(1)}`,
);
const used = { program: after.program - before.program, database: after.database - before.database };
show(
  `  of processor: program ${used.program.toFixed(1)} s, database ${used.database.toFixed(1)} s; on two free cores at least ${Math.max(used.program, used.database, (used.program + used.database) / 2).toFixed(1)} s; load of the machine ${loadavg()[0]?.toFixed(1)}`,
);

async function measure(name: string, work: () => Promise<unknown>, runs = 15): Promise<void> {
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    const begin = performance.now();
    await work();
    times.push(performance.now() - begin);
  }
  times.sort((a, b) => a - b);
  show(
    `${name}: fastest ${times[0]?.toFixed(0)} ms, median ${times[Math.floor(runs / 2)]?.toFixed(0)} ms, slowest ${times.at(-1)?.toFixed(0)} ms (figure to keep: 200 ms)`,
  );
}

const name = records.find(({ person }) => person.names?.[0])?.person.names?.[0]?.text ?? "";
await measure(`search by name "${name}"`, () => searchCases(register, supervisor, { text: name }));
await measure("search by codes", () => searchCases(register, supervisor, { facets: { sector: "A", gender: "woman" } }));
await measure("newest page", () => searchCases(register, supervisor));
await measure("newest page of every agency", () => searchCases(register, coordinator));
await measure("search by rare codes", () =>
  searchCases(register, supervisor, { facets: { sector: "U", citizenship: "AD" } }),
);
await measure("a page far back", () => searchCases(register, supervisor, { offset: 1_900 }));
for (const by of ["sector", "means", "gender"]) await measure(`table by ${by}`, () => tableBy(register, analyst, by));
await measure("table by sector, to be released", () => tableBy(register, analyst, "sector", { release: true }));

// Fifty people: each searches, reads, records and edits over HTTP, with a short pause as people have.
const server = await startServer({ register, log: createLog({ write: () => undefined }) });
const template = records[0];
async function sessionOf(caller: Caller): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  await register.pool.query(
    "insert into register.session (id, account_id, expires_at, second_factor_at) values ($1, $2, now() + interval '1 hour', now())",
    [createHash("sha256").update(token).digest(), caller.actor.account],
  );
  return `counterweight=${token}`;
}
const times: number[] = [];
const errors: string[] = [];
const ends = performance.now() + seconds * 1000;
async function user(number: number): Promise<void> {
  const cookie = await sessionOf(number % 2 === 0 ? caseworker : supervisor);
  const ask = async (method: string, path: string, body?: unknown) => {
    const begin = performance.now();
    const answer = await fetch(`${server.url}${path}`, {
      method,
      headers: { cookie, ...(body ? { "content-type": "application/json" } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const result = (await answer.json()) as { id: string; version: number };
    times.push(performance.now() - begin);
    if (!answer.ok) errors.push(`${method} ${path}: ${answer.status} ${JSON.stringify(result)}`);
    return result;
  };
  for (let turn = 0; performance.now() < ends; turn++) {
    const { id, version } = await ask("POST", "/api/cases", { ...template, id: `user ${number} ${turn}` });
    await ask("GET", `/api/cases/${id}`);
    await ask("PATCH", `/api/cases/${id}`, { base: version, changes: { "/case/status": "follow_up" } });
    await ask("GET", "/api/cases?mine=true");
    await ask("GET", turn % 5 === 0 ? "/api/tables/gender" : `/api/cases?text=user%20${number}%20${turn}`);
    await wait(500 + ((number * 37 + turn * 101) % 500));
  }
}
await Promise.all(Array.from({ length: users }, (_, number) => user(number)));
times.sort((a, b) => a - b);
show(
  `${users} users for ${seconds} s: ${times.length} requests, ${errors.length} errors, ${(times.length / seconds).toFixed(0)} a second, median ${times[times.length >> 1]?.toFixed(0)} ms, 95% under ${times[Math.floor(times.length * 0.95)]?.toFixed(0)} ms`,
);
for (const error of errors.slice(0, 5)) show(error);
start = performance.now();
const verdict = await verifyAudit(register.pool);
show(`audit: ${verdict.entries} entries verified in ${since(start).toFixed(1)} s, ${verdict.broken ?? "unbroken"}`);
await createCase(register, caseworker, { ...template, id: "last" });
await server.close();
await fixture.end();
process.exitCode = errors.length > 0 || verdict.broken !== undefined ? 1 : 0;

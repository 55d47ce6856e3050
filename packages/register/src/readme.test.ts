import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { createAgency, createCase, openRegister, operatorOf, readCase, rolePurpose, roles } from "./index.ts";

const root = join(import.meta.dirname, "..", "..", "..");
const folder = mkdtempSync(join(tmpdir(), "register-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("the README's example does what it says", async () => {
  const register = await openRegister({ data: folder });
  await createAgency(register, "Harbour shelter");
  const me = await operatorOf(register);
  const { id } = await createCase(register, me, {
    schema: "counterweight/case/1",
    id: "1",
    person: { names: [{ text: "Amara" }] },
    case: {},
    elements: {},
    exploitation: {},
  });
  expect((await readCase(register, me, id)).withheld).toEqual(["identity"]);
  await register.close();
});

describe("the guide", () => {
  const security = readFileSync(join(root, "docs", "guide", "security.md"), "utf8");
  const rows = new Map(
    security
      .split("\n")
      .flatMap((line) => /^\| (\d+\.\d+\.\d+) \|.*\| (.*) \|$/.exec(line)?.slice(1) ?? [])
      .reduce<[string, string][]>(
        (pairs, text, index, all) => (index % 2 === 0 ? [...pairs, [text, all[index + 1] ?? ""]] : pairs),
        [],
      ),
  );

  test("maps every chosen item of ASVS 5.0 to files that exist, or says that it is not met", () => {
    const list = readFileSync(join(import.meta.dirname, "testing", "asvs5_selected.csv"), "utf8");
    const items = list.split("\n").flatMap((line) => /^(\d+\.\d+\.\d+),/.exec(line)?.[1] ?? []);
    expect(items.length).toBeGreaterThan(25);
    expect([...rows.keys()]).toEqual(items);
    for (const [item, met] of rows) {
      const files = [...met.matchAll(/`([\w./-]+\/[\w./-]+\.\w+)`/g)].map(([, file]) => file ?? "");
      expect(files.length > 0 || /"\w+/.test(met), item).toBe(true);
      for (const file of files) expect(existsSync(join(root, file)), `${item}: ${file}`).toBe(true);
    }
  });

  test("names every role with what it is for", () => {
    const guide = readFileSync(join(root, "docs", "guide", "register.md"), "utf8");
    for (const role of roles) expect(guide).toContain(`| ${role} | ${rolePurpose[role]} |`);
  });
});

import { assert, constantFrom, integer, property, uint8Array } from "fast-check";
import { describe, expect, test } from "vitest";
import { isOpen } from "./hours.ts";
import { bars, type Standing } from "./judge.ts";
import { isNetwork, liesIn, plainAddress } from "./networks.ts";
import { type AccessRules, checkRules, openRules } from "./rules.ts";

describe("networks", () => {
  test.each([
    ["203.0.113.7", ["203.0.113.0/24"], true],
    ["203.0.114.7", ["203.0.113.0/24"], false],
    ["203.0.113.7", ["198.51.100.0/24", "203.0.113.7"], true],
    ["::ffff:203.0.113.7", ["203.0.113.0/24"], true],
    ["203.0.113.7", ["::/0"], false],
    ["2001:db8:1::5", ["2001:db8::/32"], true],
    ["2001:db9::5", ["2001:db8::/32"], false],
    ["fe80::1%eth0", ["fe80::/10"], true],
    ["203.0.113.7", [], false],
    ["203.0.113.7, 10.0.0.1", ["0.0.0.0/0"], false],
    [undefined, ["0.0.0.0/0", "::/0"], false],
  ])("%s in %j: %s", (address, networks, expected) => {
    expect(liesIn(address, networks)).toBe(expected);
  });

  test("for any address and length, as comparing bit by bit says", () => {
    const bits = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(2).padStart(8, "0")).join("");
    const write = (bytes: Uint8Array) =>
      bytes.length === 4
        ? bytes.join(".")
        : Array.from({ length: 8 }, (_, at) =>
            (((bytes[2 * at] as number) << 8) | (bytes[2 * at + 1] as number)).toString(16),
          ).join(":");
    assert(
      property(
        constantFrom(4, 16),
        integer({ min: 0, max: 128 }),
        integer(),
        uint8Array({ minLength: 16, maxLength: 16 }),
        (size, length, flip, all) => {
          const network = all.slice(0, size);
          // Never an IPv4 address in IPv6 dress, which is told apart above.
          if (size === 16) network[0] = 0x20;
          const cut = Math.min(length, size * 8);
          const address = Uint8Array.from(network);
          const at = Math.abs(flip) % (size * 8);
          if (size === 4 || at >= 8) address[at >> 3] = (address[at >> 3] as number) ^ (128 >> (at & 7));
          const same = bits(address).slice(0, cut) === bits(network).slice(0, cut);
          expect(liesIn(write(address), [`${write(network)}/${cut}`])).toBe(same);
        },
      ),
      { numRuns: 2000, seed: 3 },
    );
  });

  test("what is no address or network is not taken for one", () => {
    for (const text of [
      "",
      "1.2.3",
      "1.2.3.4/33",
      "::/129",
      "1.2.3.4/",
      "localhost",
      "0x7f.1",
      "1.2.3.4/-1",
      "a".repeat(99),
    ])
      expect(isNetwork(text), text).toBe(false);
    for (const text of ["unknown", "1.2.3.4:80", "", "[::1]"]) expect(plainAddress(text), text).toBeUndefined();
  });
});

const day = { from: "08:00", to: "18:00" };
const night = { from: "22:00", to: "06:00" };

describe("hours", () => {
  // Monday 23 November 2026; Madrid is one hour ahead of UTC, in summer two.
  test.each([
    ["2026-11-23T06:59:00Z", [day, null, null, null, null, null, null], false],
    ["2026-11-23T07:00:00Z", [day, null, null, null, null, null, null], true],
    ["2026-11-23T16:59:59Z", [day, null, null, null, null, null, null], true],
    ["2026-11-23T17:00:00Z", [day, null, null, null, null, null, null], false],
    ["2026-11-24T12:00:00Z", [day, null, null, null, null, null, null], false],
    ["2026-07-20T06:00:00Z", [day, null, null, null, null, null, null], true],
    ["2026-11-23T22:00:00Z", [night, null, null, null, null, null, null], true],
    ["2026-11-24T04:59:00Z", [night, null, null, null, null, null, null], true],
    ["2026-11-24T05:00:00Z", [night, null, null, null, null, null, null], false],
    ["2026-11-23T04:00:00Z", [null, null, null, null, null, null, night], true],
    ["2026-11-23T22:59:00Z", [{ from: "00:00", to: "24:00" }, null, null, null, null, null, null], true],
    ["2026-11-23T23:00:00Z", [{ from: "00:00", to: "24:00" }, null, null, null, null, null, null], false],
    ["2026-11-23T03:00:00Z", null, true],
  ])("%s with %j, read in Madrid: %s", (at, hours, expected) => {
    expect(isOpen({ hours, timeZone: "Europe/Madrid" }, new Date(at))).toBe(expected);
  });
});

describe("the rules", () => {
  test.each<[Partial<AccessRules>, RegExp]>([
    [{ networks: ["10.0.0.0/99"] }, /"10.0.0.0\/99" is not a network; expected/],
    [{ timeZone: "Mars/Olympus" }, /no time zone "Mars/],
    [{ hours: [day] }, /hours for 1 days/],
    [{ hours: [{ from: "8", to: "18:00" }, day, day, day, day, day, day] }, /"8" is not a time of day/],
    [{ hours: [null, null, null, null, null, null, null] }, /no day has hours/],
    [{ longestHours: 0 }, /longest session of 0 hours; expected 1 to 24/],
    [{ idleMinutes: 4.5 }, /idle time of 4.5 minutes/],
    [{ networks: Array.from({ length: 51 }, (_, at) => `10.0.0.${at}`) }, /51 networks/],
  ])("%j cannot be, and one sentence says why", (change, message) => {
    expect(() => checkRules({ ...openRules, ...change })).toThrow(message);
  });

  test("bar a session by place, hour, factor and browser, and by nothing else", () => {
    const standing: Standing = { address: "203.0.113.7", passkey: false, knownDevice: false, ageMinutes: 3 };
    const noon = new Date("2026-11-23T12:00:00Z");
    const judge = (change: Partial<AccessRules>, more: Partial<Standing> = {}) =>
      bars({ ...openRules, ...change }, { ...standing, ...more }, noon);
    expect(judge({})).toBeUndefined();
    expect(judge({ networks: ["203.0.113.0/24"] })).toBeUndefined();
    expect(judge({ networks: ["198.51.100.0/24"] })).toBe("network");
    expect(judge({ networks: ["0.0.0.0/0"] }, { address: undefined })).toBe("network");
    expect(judge({ hours: [night, null, null, null, null, null, null] })).toBe("hours");
    expect(judge({ requirePasskey: true })).toBe("passkey");
    expect(judge({ requirePasskey: true }, { passkey: true })).toBeUndefined();
    expect(judge({ newDevice: "passkey" })).toBe("device");
    expect(judge({ newDevice: "passkey" }, { knownDevice: true })).toBeUndefined();
  });
});

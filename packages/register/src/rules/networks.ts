import { BlockList, isIP } from "node:net";

/** An address without its zone; an IPv4 address written as IPv6 (::ffff:192.0.2.1) is the IPv4 address. Else undefined. */
export function plainAddress(text: string): string | undefined {
  const bare = text.trim().replace(/%.*$/, "");
  const mapped = /^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/i.exec(bare)?.[1] ?? bare;
  return isIP(mapped) === 0 ? undefined : mapped;
}

function parse(network: string): { address: string; length: number; family: "ipv4" | "ipv6" } | undefined {
  const [, address = "", digits] = /^([0-9a-fA-F.:]{2,45})(?:\/(\d{1,3}))?$/.exec(network) ?? [];
  const version = isIP(address);
  if (version === 0) return undefined;
  const most = version === 4 ? 32 : 128;
  const length = digits === undefined ? most : Number(digits);
  return length > most ? undefined : { address, length, family: version === 4 ? "ipv4" : "ipv6" };
}

/** "203.0.113.0/24", "2001:db8::/48", or one address. */
export const isNetwork = (text: string): boolean => parse(text) !== undefined;

/** Whether an address lies in one of the networks. No address lies in none. */
export function liesIn(address: string | undefined, networks: readonly string[]): boolean {
  const plain = address === undefined ? undefined : plainAddress(address);
  if (plain === undefined) return false;
  const family = isIP(plain) === 4 ? "ipv4" : "ipv6";
  const list = new BlockList();
  for (const network of networks) {
    const parsed = parse(network);
    // The list would let an IPv6 network speak for IPv4 addresses.
    if (parsed?.family === family) list.addSubnet(parsed.address, parsed.length, parsed.family);
  }
  return list.check(plain, family);
}

import { BlockList, isIPv4, isIPv6 } from "node:net";

const mapped = /^::ffff:(?<address>\d+\.\d+\.\d+\.\d+)$/iu;

/** Matches an address with a port, as some proxies write it. */
const withPort = /^(?:\[(?<v6>[\da-f:.]+)\]|(?<v4>\d+\.\d+\.\d+\.\d+))(?::\d+)?$/iu;

/**
 * Returns an address in one form: IPv4 mapped to IPv6 becomes IPv4; without a zone, and without a port, which
 * would make it different each time.
 */
export const plainAddress = (address: string): string => {
  const { v4, v6 } = withPort.exec(address)?.groups ?? {};
  const bare = (v4 ?? v6 ?? address).replace(/%.*$/u, "");
  return mapped.exec(bare)?.groups?.["address"] ?? bare;
};

/** Returns the eight groups of an IPv6 address. */
const groupsOf = (address: string): readonly string[] => {
  const [head = "", tail] = address.toLowerCase().split("::");
  const before = head === "" ? [] : head.split(":");
  if (tail === undefined) return before;
  const after = tail === "" ? [] : tail.split(":");
  return [...before, ...Array.from({ length: 8 - before.length - after.length }, () => "0"), ...after];
};

/**
 * Returns the key of what counts as one address: an IPv4 address, or the 64 bits of IPv6 that a provider
 * assigns to one line.
 */
export const addressKey = (address: string): string => {
  const plain = plainAddress(address);
  if (!isIPv6(plain)) return plain;
  return `${groupsOf(plain)
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":")}::/64`;
};

/** Returns the network of an address: 24 bits of IPv4, 48 of IPv6. */
export const networkOf = (address: string): string => {
  const plain = plainAddress(address);
  if (isIPv4(plain)) return `${plain.split(".").slice(0, 3).join(".")}.0/24`;
  return `${groupsOf(plain)
    .slice(0, 3)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":")}::/48`;
};

/**
 * Parses addresses and networks (`10.0.0.0/8`, `loopback`) as configured.
 * @throws {Error} with a sentence, if one of them is invalid
 */
export const addressList = (entries: readonly string[]): BlockList => {
  const list = new BlockList();
  for (const entry of entries.flatMap((given) => (given === "loopback" ? ["127.0.0.0/8", "::1"] : [given]))) {
    const [address = "", bits] = entry.split("/");
    const family = isIPv4(address) ? "ipv4" : "ipv6";
    const longest = family === "ipv4" ? 32 : 128;
    const prefix = bits === undefined ? longest : Number(bits);
    if (!(isIPv4(address) || isIPv6(address)) || !(prefix >= 0 && prefix <= longest))
      throw new Error(`${entry} is no address and no network. Write 192.0.2.1, 10.0.0.0/8 or loopback.`);
    list.addSubnet(address, prefix, family);
  }
  return list;
};

/** Tells whether a list contains an address. */
export const isListed = (list: BlockList, address: string): boolean => {
  const plain = plainAddress(address);
  return isIPv4(plain) ? list.check(plain, "ipv4") : isIPv6(plain) && list.check(plain, "ipv6");
};

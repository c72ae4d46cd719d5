import { describe, expect, test } from "vitest";
import { addressList, addressKey, isListed, networkOf, plainAddress } from "./address.ts";

describe("an address", () => {
  test.each([
    ["192.0.2.7", "192.0.2.7", "192.0.2.0/24"],
    ["::ffff:192.0.2.7", "192.0.2.7", "192.0.2.0/24"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64", "2001:db8:1::/48"],
    ["2001:db8::1", "2001:db8:0:0::/64", "2001:db8:0::/48"],
    ["192.0.2.7:50123", "192.0.2.7", "192.0.2.0/24"],
    ["[2001:db8:1:2:3:4:5:6]:50123", "2001:db8:1:2::/64", "2001:db8:1::/48"],
    ["[::ffff:192.0.2.7]:80", "192.0.2.7", "192.0.2.0/24"],
    ["::1", "0:0:0:0::/64", "0:0:0::/48"],
    ["fe80::1%eth0", "fe80:0:0:0::/64", "fe80:0:0::/48"],
  ])("[W7] %s counts with %s, in %s", (address, key, network) => {
    expect(addressKey(address)).toBe(key);
    expect(networkOf(address)).toBe(network);
  });

  test("[S2] is in a list by itself or by its network", () => {
    const list = addressList(["loopback", "10.0.0.0/8", "2001:db8::/32"]);
    expect(["127.0.0.9", "::1", "::ffff:10.1.2.3", "2001:db8::9"].map((one) => isListed(list, one))).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(["11.0.0.1", "2001:db9::1", "", "unknown"].map((one) => isListed(list, one))).toEqual([
      false,
      false,
      false,
      false,
    ]);
    expect(plainAddress("::ffff:10.1.2.3")).toBe("10.1.2.3");
  });

  test.each(["example.org", "10.0.0.0/33", "10.0.0.0/x", ""])("[S2] %j is none", (entry) => {
    expect(() => addressList([entry])).toThrow("Write 192.0.2.1");
  });
});

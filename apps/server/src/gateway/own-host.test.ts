import { hostname } from "node:os";
import { describe, expect, test } from "vitest";
import { isMeantForUs } from "./own-host.ts";

const names = new Set(["chat.example"]);
const asked = (host: string | undefined, more: object = {}, localAddress = "127.0.0.1") => ({
  socket: { localAddress },
  headers: { ...(host !== undefined && { host }), ...more },
});

describe("[W8] the name that a request comes by", () => {
  test.each([
    "localhost",
    "LOCALHOST:8765",
    "localhost.",
    "beseda.localhost:8765",
    "127.0.0.1:8765",
    "192.168.0.7",
    "[::1]:8765",
    "x",
    "chat.example",
    "CHAT.example:443",
    hostname(),
    "",
    undefined,
  ])("on this machine %s is ours", (host) => {
    expect(isMeantForUs(asked(host), names)).toBe(true);
    expect(isMeantForUs(asked(host, {}, "::ffff:127.0.0.1"), names)).toBe(true);
  });

  test.each([
    "evil.example",
    "evil.example:8765",
    "localhost.evil.example",
    ".evil.example",
    "127.0.0.1.evil.example",
    "chat.example.evil.example",
    "[::1",
    "a b",
  ])("on this machine %s is not ours", (host) => {
    for (const address of ["127.0.0.1", "::1", "127.8.8.8", "::ffff:127.0.0.1"])
      expect(isMeantForUs(asked(host, {}, address), names)).toBe(false);
  });

  test("at an address of the network, with TLS, and where somebody hands requests on, any name will do", () => {
    expect(isMeantForUs(asked("chat.lan", {}, "192.168.0.5"), names)).toBe(true);
    expect(isMeantForUs(asked("chat.lan", {}, "2001:db8::5"), names)).toBe(true);
    expect(
      isMeantForUs(
        { ...asked("chat.lan"), socket: { localAddress: "::1", encrypted: true } as never },
        names,
      ),
    ).toBe(true);
    for (const header of ["x-forwarded-for", "x-forwarded-host", "x-real-ip", "forwarded", "via"])
      expect(isMeantForUs(asked("chat.lan", { [header]: "192.0.2.1" }), names)).toBe(true);
  });
});

import { describe, expect, test } from "vitest";
import type { IdentityUnderTest } from "./identity-under-test.ts";

const ban = { clientId: "Client_1", address: "192.0.2.1", scope: "address", reason: "реклама" } as const;

/** The contract of every implementation of `AddressBans`. */
export const describeAddressBans = (name: string, make: () => Promise<IdentityUnderTest>): void => {
  describe(`bans of addresses: ${name}`, () => {
    test("[A4] a ban holds from the moment it is laid, until it ends, and after a restart", async () => {
      await using store = await make();
      const { bans } = await store.open();
      const laid = bans.add({ ...ban, untilMs: store.now + 60_000 });
      expect(bans.of("192.0.2.1")).toMatchObject({ untilMs: store.now + 60_000, reason: "реклама" });
      await laid;
      expect(bans.of("192.0.2.2")).toBeUndefined();
      expect((await store.open()).bans.of("192.0.2.1")).toMatchObject({ reason: "реклама" });
      store.pass(60_001);
      expect(bans.of("192.0.2.1")).toBeUndefined();
    });

    test("[A4] of several the longest is told; those of one client are lifted together, and no others", async () => {
      await using store = await make();
      const { bans } = await store.open();
      await bans.add({ ...ban, untilMs: store.now + 60_000 });
      await bans.add({ ...ban, scope: "network", untilMs: store.now + 90_000 });
      await bans.add({ ...ban, clientId: "Client_2", reason: "шум", untilMs: store.now + 80_000 });
      expect(bans.of("192.0.2.1")).toMatchObject({ untilMs: store.now + 90_000 });
      await bans.lift("Client_1");
      expect(bans.of("192.0.2.1")).toMatchObject({ reason: "шум" });
    });

    test("[A4] one that is laid by another is known here as soon as the store tells", async () => {
      await using store = await make();
      const [here, there] = [await store.open(), await store.open()];
      await there.bans.add({ ...ban, untilMs: store.now + 60_000 });
      await expect
        .poll(() => here.bans.of("192.0.2.1"), { timeout: 5000 })
        .toMatchObject({ reason: "реклама" });
    });
  });
};

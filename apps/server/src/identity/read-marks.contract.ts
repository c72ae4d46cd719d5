import { describe, expect, test } from "vitest";
import type { IdentityUnderTest } from "./identity-under-test.ts";

const anna = { clientId: "Client_1", room: "lobby" };

/** The contract of every implementation of `ReadMarks`. */
export const describeReadMarks = (name: string, make: () => Promise<IdentityUnderTest>): void => {
  describe(`read marks: ${name}`, () => {
    test("[UNR-3] what was noted is there at once, of its client alone, and after a restart", async () => {
      await using store = await make();
      const first = await store.open();
      await first.accounts.issue("Client_1", { via: "trpc", client: "web", address: "192.0.2.1" });
      first.readMarks.note(anna, { seq: 7, version: 1 });
      first.readMarks.note({ ...anna, room: "сад" }, { seq: 9, version: 2 });
      first.readMarks.note({ ...anna, clientId: "Client_2" }, { seq: 3, version: 1 });
      const expected = new Map([
        ["lobby", { seq: 7, version: 1 }],
        ["сад", { seq: 9, version: 2 }],
      ]);
      expect(new Map(await first.readMarks.of("Client_1"))).toEqual(expected);
      await first.close();
      const { readMarks } = await store.open();
      expect(new Map(await readMarks.of("Client_1"))).toEqual(expected);
    });

    test("[UNR-3] what was noted is kept soon, also where the run never ends as it should", async () => {
      await using store = await make();
      const [here, there] = [await store.open(), await store.open()];
      here.readMarks.note(anna, { seq: 7, version: 1 });
      here.readMarks.note(anna, { seq: 8, version: 2 });
      await expect
        .poll(async () => (await there.readMarks.of("Client_1")).get("lobby"), { timeout: 5000 })
        .toEqual({ seq: 8, version: 2 });
    });

    test("[UNR-1] of two that write the same mark the newer version stays, whoever is later, and may be lower", async () => {
      await using store = await make();
      const [here, there, reader] = [await store.open(), await store.open(), await store.open()];
      there.readMarks.note(anna, { seq: 4, version: 3 });
      await there.close();
      here.readMarks.note(anna, { seq: 9, version: 2 });
      await here.close();
      expect((await reader.readMarks.of("Client_1")).get("lobby")).toEqual({ seq: 4, version: 3 });
    });

    test("[UNR-5] what is forgotten is gone, at once and after a restart", async () => {
      await using store = await make();
      const first = await store.open();
      await first.accounts.issue("Client_1", { via: "trpc", client: "web", address: "192.0.2.1" });
      first.readMarks.note(anna, { seq: 7, version: 1 });
      first.readMarks.note({ ...anna, room: "сад" }, { seq: 7, version: 1 });
      await first.close();
      const second = await store.open();
      second.readMarks.forget(anna);
      expect([...(await second.readMarks.of("Client_1")).keys()]).toEqual(["сад"]);
      await second.close();
      expect([...(await (await store.open()).readMarks.of("Client_1")).keys()]).toEqual(["сад"]);
    });

    test("[UNR-3] marks of a guest go with their token", async () => {
      await using store = await make();
      const first = await store.open();
      await first.accounts.issue("Client_1", { via: "trpc", client: "web", address: "192.0.2.1" });
      first.readMarks.note(anna, { seq: 7, version: 1 });
      await first.close();
      const second = await store.open();
      expect((await second.readMarks.of("Client_1")).size).toBe(1);
      await second.close();
      store.pass(31 * 86_400_000);
      expect((await (await store.open()).readMarks.of("Client_1")).size).toBe(0);
    });
  });
};

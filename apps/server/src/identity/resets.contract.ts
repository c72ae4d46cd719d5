import { describe, expect, test } from "vitest";
import type { EndedLogins } from "./ended-logins.ts";
import type { IdentityUnderTest } from "./identity-under-test.ts";

const anna = { clientId: "Client_1", name: "Анна", password: "first" };
const use = { via: "trpc", client: "web 1", address: "192.0.2.1" };
const wish = { clientId: "Client_1", lastsMs: 60_000, by: "admin" };
const rounds = 200;
const looks = 50;

/** The contract of every implementation of `Resets`. */
export const describeResets = (name: string, make: () => Promise<IdentityUnderTest>): void => {
  describe(`links for a new password: ${name}`, () => {
    test(`[IDN-6] one is good once, however many open it at once: ${rounds} rounds of five`, async () => {
      await using store = await make();
      const { accounts, resets, loginEnds } = await store.open();
      await accounts.create(anna);
      const told: EndedLogins[] = [];
      loginEnds.onEnd((ended) => told.push(ended));
      let mistakes = 0;
      for (let round = 0; round < rounds; round += 1) {
        const earlier = await accounts.issue("Client_1", use);
        const code = await resets.make(wish);
        const tries = [1, 2, 3, 4, 5].map((one) => `${round} of ${one}`);
        const used = await Promise.all(tries.map((password) => resets.use(code, password)));
        const winners = tries.filter((_, index) => used[index]);
        const kept = (await accounts.ofClient("Client_1"))?.password;
        const isEarlierGood = (await accounts.resume(earlier.token, use)) !== undefined;
        const login = { clientId: "Client_1", loginId: earlier.login.id };
        const ends = told.splice(0).filter(({ why, has }) => why === "passwordReset" && has(login));
        if (winners.length !== 1 || winners[0] !== kept || isEarlierGood || ends.length !== 1) mistakes += 1;
      }
      expect(mistakes).toBe(0);
    });

    test(`[IDN-6] who learns that a login is no longer valid has been told why: ${looks} rounds`, async () => {
      await using store = await make();
      const { accounts, resets, loginEnds } = await store.open();
      await accounts.create(anna);
      const told: EndedLogins[] = [];
      loginEnds.onEnd((ended) => told.push(ended));
      let untold = 0;
      for (let round = 0; round < looks; round += 1) {
        const { id } = (await accounts.issue("Client_1", use)).login;
        const code = await resets.make(wish);
        told.length = 0;
        const recovered = resets.use(code, `new ${round}`);
        while ((await accounts.good([id])).has(id));
        await new Promise((resolve) => setImmediate(resolve));
        if (!told.some(({ has }) => has({ clientId: "Client_1", loginId: id }))) untold += 1;
        await recovered;
      }
      expect(untold).toBe(0);
    });

    test("[IDN-5] one is replaced by the next one, ends every login, and is good for so long", async () => {
      await using store = await make();
      const { accounts, resets } = await store.open();
      await accounts.create(anna);
      const { token } = await accounts.issue("Client_1", use);
      const replaced = await resets.make(wish);
      const code = await resets.make(wish);
      expect(await resets.use(replaced, "new")).toBe(false);
      const results = await Promise.all([resets.use(code, "new"), resets.use(code, "other")]);
      expect(results.filter((isUsed) => isUsed)).toHaveLength(1);
      expect(await accounts.resume(token, use)).toBeUndefined();
      const late = await resets.make(wish);
      expect(await resets.clientOf(late)).toBe("Client_1");
      store.pass(60_001);
      expect(await resets.clientOf(late)).toBeUndefined();
      expect(await resets.use(late, "late")).toBe(false);
    });
  });
};

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { EndedLogins } from "./ended-logins.ts";
import { openIdentity } from "./identity.ts";

const use = { via: "trpc", client: "web 1", address: "192.0.2.1" };
const rounds = 200;

test(`[IDN-6] a link is good once, however many open it at once: ${rounds} rounds of five`, async () => {
  const data = await mkdtemp(join(tmpdir(), "beseda-resets-"));
  const identity = await openIdentity({ data, log: "one", now: () => Date.now(), isDurable: false });
  const { accounts, resets } = identity;
  await accounts.create({ clientId: "Client_1", name: "Анна", password: "first" });
  const told: EndedLogins[] = [];
  identity.loginEnds.onEnd((ended) => told.push(ended));
  let mistakes = 0;
  for (let round = 0; round < rounds; round += 1) {
    const earlier = await accounts.issue("Client_1", use);
    const code = await resets.make({ clientId: "Client_1", lastsMs: 60_000, by: "admin" });
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
  await identity.close();
  await rm(data, { recursive: true, force: true });
});

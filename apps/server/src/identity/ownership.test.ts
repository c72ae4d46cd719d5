import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openIdentity, type Identity } from "./identity.ts";
import { invitationLink } from "./links.ts";
import { forgetOwnerLink, keepOwnerLink } from "./owner-link.ts";
import { inviteOwner } from "./ownership.ts";

const hourMs = 3_600_000;

/** A server without an owner, started as often as requested. */
const place = async () => {
  const data = await mkdtemp(join(tmpdir(), "beseda-ownership-"));
  let now = 1_795_255_200_000;
  let last: Identity | undefined;
  return {
    data,
    pass: (hours: number) => {
      now += hours * hourMs;
    },
    start: async () => {
      await last?.close();
      const identity = await openIdentity({ data, log: "one", now: () => now, isDurable: false });
      last = identity;
      const code = await inviteOwner(identity, data);
      if (code !== undefined) await keepOwnerLink(data, invitationLink("https://chat.example", code));
      return { code: code ?? "", ...identity };
    },
    [Symbol.asyncDispose]: async () => {
      await last?.close();
      await rm(data, { recursive: true, force: true });
    },
  };
};

test("[IDN-7] a restart leaves the owner's link as it is, valid for a day from then on", async () => {
  await using server = await place();
  const { code } = await server.start();
  server.pass(20);
  expect((await server.start()).code).toBe(code);
  server.pass(20);
  const { code: same, invitations } = await server.start();
  expect(same).toBe(code);
  expect(await invitations.roleFor(code, "Client_1")).toBe("owner");
});

test("[IDN-7] the owner's link is made anew where the old one ran out, was used by a guest, or is known to nobody: then it is no longer valid", async () => {
  await using server = await place();
  const first = await server.start();
  server.pass(25);
  const second = await server.start();
  expect(second.code).not.toBe(first.code);
  expect(await second.invitations.enter(second.code, "Client_1")).toBe(true);
  const third = await server.start();
  expect(third.code).not.toBe(second.code);
  await forgetOwnerLink(server.data);
  const fourth = await server.start();
  expect(fourth.code).not.toBe(third.code);
  for (const { code } of [first, second, third])
    expect(await fourth.invitations.roleFor(code, "Client_2")).toBeUndefined();
  expect(await fourth.invitations.roleFor(fourth.code, "Client_2")).toBe("owner");
});

test("[IDN-7] where there is an owner no link is made, and the links of others stay", async () => {
  await using server = await place();
  const { accounts, invitations, code } = await server.start();
  const other = await invitations.make({ role: "owner", uses: 1, lastsMs: 99 * hourMs, by: "admin" });
  await accounts.create({ clientId: "Client_1", name: "Анна", password: "" });
  await accounts.setRole("Client_1", "owner");
  const after = await server.start();
  expect(after.code).toBe("");
  expect(await after.invitations.roleFor(code, "Client_2")).toBeUndefined();
  expect(await after.invitations.roleFor(other, "Client_2")).toBe("owner");
});

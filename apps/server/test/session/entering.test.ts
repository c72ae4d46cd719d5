import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { closeCodes, isOf } from "@beseda/protocol";
import { describe, expect, test } from "vitest";
import { endOf } from "../../testing/ends.ts";
import { makeOwner, Person } from "../../testing/person.ts";
import { password, refusalOf, registered } from "../../testing/registered.ts";
import { temporaryServer } from "../../testing/running-server.ts";

describe("entering", () => {
  test("[SES-12] who comes while another program holds the accounts is refused and leaves nothing; those inside talk, and who is known comes back", async () => {
    await using server = await temporaryServer();
    await using anna = await Person.come(server, { name: "Анна" });
    const other = new DatabaseSync(join(server.data, "identity.sqlite"));
    other.exec("BEGIN IMMEDIATE");
    const boris = new Person(server, { name: "Борис" });
    const refused = boris.closed;
    await anna.say("никто не ждёт");
    await using again = await Person.come(server, { token: anna.welcome.token });
    expect(again.id).toBe(anna.id);
    const { code, reason } = await refused;
    expect(code).toBe(closeCodes.tryLater.code);
    expect(reason).toContain("Учётные записи");
    other.exec("COMMIT");
    other.close();
    const records = await server.records();
    expect(records.some((record) => isOf(record, "connected") && record.name === "Борис")).toBe(false);
    await using later = await Person.come(server, { name: "Борис" });
    expect(later.welcome.name).toBe("Борис");
    await boris[Symbol.asyncDispose]();
  });

  test("[SES-12] a use of an invitation comes back from who was refused after it", async () => {
    await using server = await temporaryServer({ settings: { access: "invite" } });
    const invitation = server.running.ownerInvitation;
    const other = new DatabaseSync(join(server.data, "identity.sqlite"));
    other.exec("CREATE TRIGGER full BEFORE INSERT ON logins BEGIN SELECT RAISE(FAIL, 'full'); END");
    const refused = new Person(server, { name: "Анна", invitation });
    expect((await refused.closed).code).toBe(closeCodes.tryLater.code);
    other.exec("DROP TRIGGER full");
    other.close();
    await using anna = await Person.come(server, { name: "Анна", invitation });
    expect(anna.welcome.name).toBe("Анна");
    await refused[Symbol.asyncDispose]();
  });

  test("[IDN-9] who entered as a guest and logs in from there takes the use of the invitation along, once", async () => {
    await using server = await temporaryServer({ settings: { access: "invite" } });
    await using vera = await Person.come(server, {
      name: "Вера",
      invitation: server.running.ownerInvitation,
    });
    await makeOwner(server, vera);
    const invite = async (role: string): Promise<string> => {
      const { link } = (await vera.ask("account.invitation", { role })) as { link: string };
      return link.split("#invitation=")[1] ?? "";
    };
    await using known = await Person.come(server, { name: "Анна", invitation: await invite("guest") });
    await known.ask("account.register", { password });
    const invitation = await invite("moderator");
    await using guest = await Person.come(server, { name: "Гость", invitation });
    expect(await refusalOf(known.ask("account.redeem", { invitation }))).toBe("bad-invitation");
    const { token } = (await guest.ask("account.login", { name: "Анна", password })) as { token: string };
    await using anna = await Person.come(server, { token });
    expect(anna.id).toBe(known.id);
    expect(await anna.ask("account.redeem", { invitation })).toEqual({ role: "moderator" });
    // The guest can no longer use the invitation, nor can anybody else.
    await guest.ask("account.register", { password });
    expect(await refusalOf(guest.ask("account.redeem", { invitation }))).toBe("bad-invitation");
    const log = await server.records();
    expect(JSON.stringify(log)).not.toContain(invitation);
  });

  test("[A4] a login that was ended is not a breach of the protocol, and who comes back with it is asked to log in", async () => {
    await using server = await temporaryServer();
    const anna = await registered(server, "Анна");
    await anna.ask("account.logout");
    const { code, reason } = await anna.closed;
    expect([code, reason]).toEqual([4001, closeCodes.loginEnded.reason.ru]);
    expect(await endOf(server, anna.id)).toMatchObject({ code: 4001, status: "normal" });
    const back = new Person(server, { name: "Анна", token: anna.welcome.token });
    expect(await back.closed).toMatchObject({ code: 4001, reason: expect.stringContaining("Анна") });
    await using guest = await Person.come(server, { name: "Борис", token: anna.welcome.token });
    expect(guest.welcome.name).toBe("Борис");
    await using again = await Person.come(server, { name: "Анна", password });
    expect(again.id).toBe(anna.id);
    await back[Symbol.asyncDispose]();
  });
});

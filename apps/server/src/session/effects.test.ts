import { lobby, type RecordDraft } from "@beseda/protocol";
import { expect, test } from "vitest";
import { Person } from "../../testing/person.ts";
import { refusalOf } from "../../testing/registered.ts";
import { temporaryServer, type TemporaryServer } from "../../testing/running-server.ts";

/** A record of this log that no command of this server has led to. */
const written = async (server: TemporaryServer, whom: Person, act: object): Promise<void> => {
  const { id: client_id } = whom;
  const by = { by: "Client_99", by_name: "Вера", sender: "server", message: "" };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the action is what the test is about
  await server.running.log.append([
    { type: "moderated", room: lobby, client_id, name: "Борис", ...by, ...act } as RecordDraft,
  ]);
};

test("[SES-13] the record of a kick ends the sessions of who is kicked, whoever has written it", async () => {
  await using server = await temporaryServer();
  const boris = await Person.come(server, { name: "Борис" });
  await using anna = await Person.come(server, { name: "Анна" });
  await written(server, boris, { action: "kick", reason: "остынь" });
  expect(await boris.closed).toEqual({ code: 4003, reason: expect.stringContaining("остынь") });
  await anna.say("я здесь");
});

test("[SES-13] the record of a ban of an address keeps out who comes from there", async () => {
  await using server = await temporaryServer();
  const boris = await Person.come(server, { name: "Борис" });
  const until = new Date(Date.now() + 3_600_000).toISOString();
  await written(server, boris, { action: "ban", scope: "address", until });
  expect((await boris.closed).code).toBe(4004);
  const vera = new Person(server, { name: "Вера" });
  expect((await vera.closed).code).toBe(4004);
  await vera[Symbol.asyncDispose]();
});

test("[SES-13] in a room, no session ends", async () => {
  await using server = await temporaryServer();
  await using boris = await Person.come(server, { name: "Борис" });
  await boris.ask("room.join", { room: "книги" });
  await written(server, boris, { action: "kick", room: "книги" });
  expect(await refusalOf(boris.say("я здесь"))).toBe("nothing was refused");
});

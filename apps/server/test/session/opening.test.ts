import { isOf } from "@beseda/protocol";
import { describe, expect, test } from "vitest";
import { NarrowDisk } from "../../testing/narrow-disk.ts";
import { makeOwner, Person } from "../../testing/person.ts";
import { temporaryServer, type TemporaryServer } from "../../testing/running-server.ts";
import { TcpClient } from "../../testing/text-client.ts";
import { until } from "../../testing/until.ts";

/** Returns the number of sessions of a client that have begun and not ended. */
const openOf = async (server: TemporaryServer, clientId: string): Promise<number> => {
  const records = (await server.records()).filter(({ client_id }) => client_id === clientId);
  const count = (type: "connected" | "disconnected"): number =>
    records.filter((record) => isOf(record, type)).length;
  return count("connected") - count("disconnected");
};

interface Court extends AsyncDisposable {
  readonly server: TemporaryServer;
  readonly disk: NarrowDisk;
  readonly anna: Person;
  readonly boris: Person;
}

/** Starts a server with an owner, Анна, and a guest, Борис. */
const court = async (): Promise<Court> => {
  const disk = new NarrowDisk();
  const server = await temporaryServer({ disk: disk.disk });
  const anna = await Person.come(server, { name: "Анна" });
  await makeOwner(server, anna);
  const boris = await Person.come(server, { name: "Борис" });
  const leave = async (): Promise<void> => {
    await anna[Symbol.asyncDispose]();
    await boris[Symbol.asyncDispose]();
    await server.stop();
    await server[Symbol.asyncDispose]();
  };
  return { server, disk, anna, boris, [Symbol.asyncDispose]: leave };
};

/** Opens more connections of Борис, whose records the disk holds back. */
const opening = async ({ server, disk, boris }: Court): Promise<readonly Person[]> => {
  disk.hold();
  const more = [1, 2, 3].map(() => new Person(server, { token: boris.welcome.token }));
  await Promise.all(more.map((person) => person.opened()));
  for (const person of more) void person.ask("session.ping").catch(() => undefined);
  await new Promise((resolve) => setTimeout(resolve, 100));
  return more;
};

describe("[SES-11] a session that is being opened", () => {
  test.each([
    { path: "moderation.ban", more: { scope: "account" }, code: 4004 },
    { path: "moderation.ban", more: { scope: "address" }, code: 4004 },
    { path: "moderation.kick", more: { room: "lobby" }, code: 4003 },
  ])("does not outlive a $path ($more) that comes meanwhile", async ({ path, more: where, code }) => {
    await using stage = await court();
    const { server, disk, anna, boris } = stage;
    const more = await opening(stage);
    const judged = anna.ask(path, { name: "Борис", reason: "", ...where });
    await new Promise((resolve) => setTimeout(resolve, 50));
    disk.letGo();
    await judged;
    for (const person of [boris, ...more]) expect((await person.closed).code).toBe(code);
    await until(
      () => "the ends of the sessions",
      async () => (await openOf(server, boris.id)) === 0,
    );
  });
});

describe("[SES-8] somebody in two sessions", () => {
  test("comes once and goes once for the others, and is one person wherever people are counted", async () => {
    await using server = await temporaryServer();
    await using vera = await TcpClient.connect(server, { name: "Вера" });
    await using anna = await Person.come(server, { name: "Анна" });
    const phone = await Person.come(server, { token: anna.welcome.token });
    expect(phone.welcome.rooms.find(({ room }) => room === "lobby")?.members).toBe(2);
    const health = (await (await fetch(`http://127.0.0.1:${server.port}/health`)).json()) as object;
    expect(health).toMatchObject({ sessions: 3, people: 2 });
    await phone.ask("session.quit");
    await anna.say("я ещё здесь");
    await vera.sees("я ещё здесь");
    await anna.ask("session.quit");
    await vera.sees("Анна покидает чат");
    const about = vera.lines.filter((line) => line.includes("*** Анна"));
    expect(about).toHaveLength(2);
  });
});

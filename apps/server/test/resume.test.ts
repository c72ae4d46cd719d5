import { describe, expect, test } from "vitest";
import { wrongWith, type Run } from "../testing/delivered.ts";
import { Person } from "../testing/person.ts";
import { temporaryServer, type TemporaryServer } from "../testing/running-server.ts";
import { TcpClient } from "../testing/text-client.ts";
import { until } from "../testing/until.ts";

const talk = async (server: TemporaryServer, words: number): Promise<Person> => {
  const anna = await Person.come(server, { name: "Анна" });
  for (let word = 0; word < words; word += 1) await anna.say(`${word}`);
  return anna;
};

/** Returns the errors in everything that a client which followed once has got up to now, by the log alone. */
const wrongWithAll = async (
  server: TemporaryServer,
  person: Person,
  asked?: Run["asked"],
): Promise<readonly string[]> => {
  const { seq: after, resumed: isResumed } = person.welcome;
  const { seq } = server.running.log.last;
  await until(
    () => `record ${seq}`,
    () => person.records.at(-1)?.seq === seq,
  );
  const seqs = person.records.map((record) => record.seq);
  const run = { after, isResumed, asked, hasHistory: !isResumed, seqs, isComplete: true };
  return wrongWith(await server.records(), person.id, run);
};

const rejoin = async (person: Person, anna: Person, room: string): Promise<void> => {
  await person.ask("room.leave", { room });
  for (const word of ["раз", "два", "три"]) await anna.say(word, room);
  if (room.startsWith("~")) await anna.ask("room.invite", { room, name: person.id });
  await person.ask("room.join", { room });
};

describe("a reader that comes back with a cursor", () => {
  test.each([
    ["from the future", { seq: 100_000 }, "future-cursor"],
    ["so large that no log has it", { seq: Number.MAX_SAFE_INTEGER }, "future-cursor"],
    ["of another log", { log: "unknown" }, "other-log"],
    ["of a run that nobody knows", { run: "lost" }, "other-log"],
  ])("[LOG-8] %s is told so, begins anew, and has everything from there on", async (_, change, reset) => {
    await using server = await temporaryServer();
    const anna = await talk(server, 5);
    const { log, run } = anna.welcome;
    await using boris = await Person.come(server, {}, { after: { log, run, seq: 3, ...change } });
    expect(boris.welcome).toMatchObject({ resumed: false, reset });
    await anna.say("дальше");
    expect(await wrongWithAll(server, boris)).toEqual([]);
  });

  test.each([
    ["100000@LOG.RUN", "future-cursor"],
    ["999999999999999@LOG", "future-cursor"],
    ["120@unknown", "other-log"],
    ["3@LOG.lost", "other-log"],
    ["-1@LOG.RUN", "bad-cursor"],
    ["1e3@LOG.RUN", "bad-cursor"],
    ["3.5@LOG.RUN", "bad-cursor"],
    ["9999999999999999@LOG.RUN", "bad-cursor"],
    ["3@", "bad-cursor"],
    ["@LOG", "bad-cursor"],
    ["3@LOG.RUN ", "bad-cursor"],
    ["٣@LOG.RUN", "bad-cursor"],
    ["", "bad-cursor"],
  ])("[LOG-8] the event id %s is answered by an explicit reset", async (id, reset) => {
    await using server = await temporaryServer();
    const anna = await talk(server, 5);
    const { log, run } = anna.welcome;
    const lastEventId = id.replace("LOG", log).replace("RUN", run ?? "");
    await using boris = await Person.come(server, {}, { lastEventId });
    expect(boris.welcome).toMatchObject({ resumed: false, reset });
    await anna.say("дальше");
    expect(await wrongWithAll(server, boris)).toEqual([]);
  });

  test.each([
    { after: { log: "a", seq: -1 } },
    { after: { log: "a", seq: 1.5 } },
    { after: { log: "a", seq: "3" } },
    { after: { log: "a", seq: 1e300 } },
    { after: { log: 7, seq: 3 } },
    { after: { seq: 3 } },
    { lastEventId: "3@a".padEnd(5000, "a") },
    { lastEventId: 3 },
  ])("[LOG-8] that is none is refused, and the connection goes on (case %#)", async (cursor) => {
    await using server = await temporaryServer();
    await using boris = await Person.come(server);
    await expect(boris.ask("events.follow", cursor)).rejects.toMatchObject({
      data: { beseda: { code: "bad-input" } },
    });
    await boris.say("я здесь");
    await boris.hears("я здесь");
  });

  test.each([1, 2, 4, 7])("[DEL-3] %s records old gets all that follows, without a hole", async (seq) => {
    await using server = await temporaryServer();
    const anna = await talk(server, 10);
    await anna.ask("room.join", { room: "сад" });
    await anna.say("в саду", "сад");
    const { log, run, token } = anna.welcome;
    const end = server.running.log.last.seq;
    await using again = await Person.come(server, { token }, { after: { log, run, seq } });
    expect(again.welcome).toMatchObject({ resumed: true, seq });
    expect(await wrongWithAll(server, again, { cursor: seq, end })).toEqual([]);
  });

  test.each([
    ["a public room", false, true],
    ["a private room", true, false],
  ])(
    "[DEL-12] behind which it left %s and came back has all of it, or begins anew",
    async (_, isPrivate, resumed) => {
      await using server = await temporaryServer();
      await using anna = await Person.come(server, { name: "Анна" });
      await using boris = await Person.come(server, { name: "Борис" });
      const { room } = (await anna.ask("room.create", { room: "чай", private: isPrivate })) as {
        room: string;
      };
      if (isPrivate) await anna.ask("room.invite", { room, name: "Борис" });
      await boris.ask("room.join", { room });
      const { log, run, token } = boris.welcome;
      const cursor = server.running.log.last.seq;
      await rejoin(boris, anna, room);
      const end = server.running.log.last.seq;
      await using again = await Person.come(server, { token }, { after: { log, run, seq: cursor } });
      expect(again.welcome.resumed).toBe(resumed);
      expect(await wrongWithAll(server, again, { cursor, end })).toEqual([]);
      const between = again.records.filter(({ message }) => message === "два");
      expect(between).toHaveLength(resumed ? 1 : 0);
    },
  );
});

describe("who reads nothing while a moderator removes them", () => {
  const long = "ё".repeat(4000);
  const fill = async (anna: Person, room: string): Promise<void> => {
    for (let burst = 0; burst < 30; burst += 1)
      await Promise.all(Array.from({ length: 40 }, () => anna.say(long, room)));
  };

  test("[DEL-12] has all up to that, and that as the last of the room, over tRPC", async () => {
    await using server = await temporaryServer();
    await using anna = await Person.come(server, { name: "Анна" });
    await using boris = await Person.come(server, { name: "Борис" });
    await anna.ask("room.create", { room: "сад" });
    await boris.ask("room.join", { room: "сад" });
    boris.stall();
    await fill(anna, "сад");
    await anna.ask("moderation.kick", { room: "сад", name: "Борис" });
    for (const word of ["раз", "два"]) await anna.say(word, "сад");
    await anna.say("вернись");
    boris.goOn();
    expect(await wrongWithAll(server, boris)).toEqual([]);
    expect(boris.records.findLast(({ room }) => room === "сад")).toMatchObject({
      type: "left",
      client_id: boris.id,
    });
  });

  test("[DEL-12] has all up to that, and that as the last of the room, over TCP", async () => {
    await using server = await temporaryServer();
    await using anna = await Person.come(server, { name: "Анна" });
    await using boris = await TcpClient.connect(server, { name: "Борис" });
    await anna.ask("room.create", { room: "сад" });
    await boris.ask("/join сад", "сад");
    boris.stall();
    await fill(anna, "сад");
    await anna.ask("moderation.kick", { room: "сад", name: "Борис" });
    for (const word of ["раз", "два"]) await anna.say(word, "сад");
    await anna.say("вернись");
    boris.goOn();
    await boris.sees("вернись");
    expect(boris.lines.filter((line) => line.includes(long))).toHaveLength(1200);
    expect(boris.lines.some((line) => line.endsWith("раз"))).toBe(false);
    const said = boris.lines.findIndex((line) => line.includes("вернись"));
    const removed = boris.lines.findLastIndex((line) => line.includes("***") && line.includes("Борис"));
    expect(removed).toBeLessThan(said);
    expect(boris.lines.findLastIndex((line) => line.includes(long))).toBeLessThan(removed);
  });
});

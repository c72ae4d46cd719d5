import { describe, expect, test } from "vitest";
import type { ServerInvocation } from "../src/chat-client.ts";
import { givenBack } from "../src/given-back.ts";
import { memoryStorage } from "../src/storage/memory-storage.ts";
import { ModelServer } from "../testing/model-server.ts";
import { Program } from "../testing/program.ts";
import { seeded, VirtualTime } from "../testing/virtual-time.ts";

const direct = "@Client_1+Client_2";
const msg: ServerInvocation = { command: "msg", arguments: { name: "Борис", text: "только тебе" } };

const setUp = async () => {
  const time = new VirtualTime(seeded(1));
  const server = new ModelServer({
    time,
    random: seeded(2),
    rooms: ["lobby", "сад", direct],
    latencyMs: 400,
  });
  server.answersTo.set("room.direct", { room: direct, topic: "", members: 2, last: 0 });
  const storage = memoryStorage();
  const open = () => new Program(server, storage);
  const person = open();
  await time.pass(2000);
  /** Types three lines and a private one without a server; then another log is there. */
  const typeAndReplace = async (): Promise<readonly string[]> => {
    server.isAway = true;
    server.cut();
    await time.pass(1000);
    const { chat } = person;
    const keys = [
      chat.send({ room: "lobby", text: "раз" }),
      chat.send({ room: "lobby", text: "два" }),
      chat.send({ room: "сад", text: "три" }),
    ];
    chat.go({ room: "lobby", invocation: msg }).outcome.catch(() => undefined);
    await time.pass(10);
    server.records.length = 0;
    server.log = "log-2";
    return keys;
  };
  const said = () => ["lobby", "сад", direct].flatMap((room) => server.messagesIn(room));
  return { time, server, storage, open, person, typeAndReplace, said };
};

const deliveriesIn = ({ chat }: Program): readonly (string | undefined)[] =>
  ["lobby", "сад"].flatMap((room) =>
    (chat.snapshot().timelines.get(room)?.items ?? []).flatMap((item) =>
      item.kind === "message" ? [item.delivery?.state] : [],
    ),
  );

describe("what was written for one log, where the server has another one", () => {
  test("[CLI-6] is sent to it where the server knows the client: the log goes on", async () => {
    const { time, server, person, typeAndReplace, said } = await setUp();
    await typeAndReplace();
    server.isAway = false;
    await time.pass(60_000);
    expect(said().map(({ message }) => message)).toEqual(["раз", "два", "три", "только тебе"]);
    expect(person.chat.snapshot().unsent).toBe(0);
  });

  test("[CLI-6] is given back, all of it, where the server does not; sent only by who typed it", async () => {
    const { time, server, person, typeAndReplace, said } = await setUp();
    const [key = ""] = await typeAndReplace();
    server.forget();
    server.isAway = false;
    await time.pass(60_000);
    expect(said()).toEqual([]);
    expect(deliveriesIn(person)).toEqual(["failed", "failed", "failed"]);
    expect(givenBack(person.chat.snapshot())).toMatchObject([{ lines: ["только тебе"] }]);
    person.chat.retry(key);
    await time.pass(10_000);
    expect(said().map(({ message }) => message)).toEqual(["раз"]);
  });

  test("[CLI-6] is given back whenever the connection is cut, or the program killed, after the greeting", async () => {
    for (const end of ["cut", "kill"] as const)
      for (let ms = 0; ms < 1500; ms += 25) {
        const { time, server, person, open, typeAndReplace, said } = await setUp();
        await typeAndReplace();
        server.forget();
        server.isAway = false;
        person.chat.reconnectNow();
        await time.pass(ms);
        if (end === "cut") server.cut();
        else person.kill();
        const later = end === "cut" ? person : open();
        await time.pass(60_000);
        expect(said()).toEqual([]);
        expect(deliveriesIn(later)).toEqual(["failed", "failed", "failed"]);
        expect(givenBack(later.chat.snapshot())).toMatchObject([{ lines: ["только тебе"] }]);
      }
  });

  test("[CLI-6] is given back where the token is lost: the server cannot know whose it was", async () => {
    const { time, server, storage, person, typeAndReplace, said } = await setUp();
    await typeAndReplace();
    person.kill();
    server.isAway = false;
    const damaged = memoryStorage();
    for (const message of await storage.messages()) await damaged.put(message);
    const later = new Program(server, damaged);
    await time.pass(60_000);
    expect(said()).toEqual([]);
    expect(deliveriesIn(later)).toEqual(["failed", "failed", "failed"]);
  });

  test("[CLI-6] is given back too when it was typed before this program was greeted", async () => {
    const { time, server, person, open, typeAndReplace, said } = await setUp();
    await typeAndReplace();
    person.kill();
    const later = open();
    await time.pass(1000);
    later.chat.send({ room: "lobby", text: "четыре" });
    server.forget();
    server.isAway = false;
    await time.pass(60_000);
    expect(said()).toEqual([]);
    expect(deliveriesIn(later)).toEqual(["failed", "failed", "failed", "failed"]);
  });

  test("[CLI-6] a newcomer's first lines are sent: they were written for whatever chat comes", async () => {
    const time = new VirtualTime(seeded(1));
    const server = new ModelServer({ time, random: seeded(2) });
    server.isAway = true;
    const { chat } = new Program(server, memoryStorage());
    await time.pass(1000);
    chat.send({ room: "lobby", text: "Привет" });
    server.isAway = false;
    await time.pass(60_000);
    expect(server.messagesIn("lobby")).toHaveLength(1);
  });
});

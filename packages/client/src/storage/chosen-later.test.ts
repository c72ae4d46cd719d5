import { describe, expect, test } from "vitest";
import type { StoredMessage } from "../storage.ts";
import { ModelServer } from "../../testing/model-server.ts";
import { Program } from "../../testing/program.ts";
import { seeded, VirtualTime } from "../../testing/virtual-time.ts";
import { chosenLater } from "./chosen-later.ts";
import { memoryStorage } from "./memory-storage.ts";

const messageOf = (id: string): StoredMessage => ({
  id,
  room: "lobby",
  text: id,
  time: "2026-11-21T10:00:00.000Z",
});

const idsIn = async (storage: { messages(): Promise<readonly StoredMessage[]> }) =>
  (await storage.messages()).map(({ id }) => id);

describe("a storage that is chosen later", () => {
  test("[CLI-5] keeps what is typed before where the next log-in finds it", async () => {
    const waiting = memoryStorage();
    const first = chosenLater(waiting).storage;
    await first.put(messageOf("a"));
    await first.put(messageOf("b"));
    await first.remove("b");
    // The client is killed here: somebody logs in again.
    const later = chosenLater(waiting);
    const { storage } = later;
    expect(await idsIn(storage)).toEqual(["a"]);
    const own = memoryStorage();
    await own.put(messageOf("earlier"));
    const putting = storage.put(messageOf("c"));
    later.choose(own);
    await putting;
    await storage.put(messageOf("d"));
    expect(await idsIn(own)).toEqual(["earlier", "a", "c", "d"]);
    expect(await idsIn(waiting)).toEqual([]);
  });

  test("[CLI-5] touches no token before it is known whose it is", async () => {
    const [waiting, own] = [memoryStorage(), memoryStorage()];
    const later = chosenLater(waiting);
    const { storage } = later;
    const kept = storage.exchangeToken(undefined, "given");
    later.choose(own);
    expect(await kept).toBe("given");
    expect([await waiting.token(), await own.token()]).toEqual([undefined, "given"]);
  });

  test("[CLI-5] who logs in where there is no server, types and is killed has it said by the next log-in", async () => {
    const time = new VirtualTime(seeded(1));
    const server = new ModelServer({ time, random: seeded(2) });
    const [waiting, own] = [memoryStorage(), memoryStorage()];
    server.isAway = true;
    const first = new Program(server, chosenLater(waiting).storage);
    await time.pass(20_000);
    first.chat.send({ room: "lobby", text: "не пропадёт" });
    await time.pass(20_000);
    expect(first.chat.snapshot().storageProblem).toBeUndefined();
    first.kill();
    server.isAway = false;
    const later = chosenLater(waiting);
    const { chat } = new Program(server, later.storage);
    const stop = chat.subscribe(() => {
      if (!chat.snapshot().welcome) return;
      stop();
      later.choose(own);
    });
    await time.pass(20_000);
    expect(server.messagesIn("lobby").map(({ message }) => message)).toEqual(["не пропадёт"]);
    expect([await idsIn(waiting), await idsIn(own)]).toEqual([[], []]);
  });

  test("[CLI-5] who logs in has nothing settled before what they left behind earlier is said", async () => {
    const time = new VirtualTime(seeded(1));
    const server = new ModelServer({ time, random: seeded(2) });
    const own = memoryStorage();
    await own.put(messageOf("раньше"));
    const later = chosenLater();
    const { chat } = new Program(server, later.storage);
    let said: readonly string[] | undefined;
    const stop = chat.subscribe(() => {
      if (!chat.snapshot().welcome) return;
      stop();
      later.choose(own);
      void chat.settled().then(() => (said = server.messagesIn("lobby").map(({ message }) => message)));
    });
    await time.pass(20_000);
    expect(said).toEqual(["раньше"]);
  });
});

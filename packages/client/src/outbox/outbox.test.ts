import type { Acknowledgement, Send } from "@beseda/protocol";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ownReason } from "../reason.ts";
import { RefusedError, type RefusalCode } from "../refused-error.ts";
import type { ClientStorage, StoredMessage } from "../storage.ts";
import { memoryStorage } from "../storage/memory-storage.ts";
import { breathe, VirtualTime } from "../../testing/virtual-time.ts";
import { OutboxStore } from "./outbox-store.ts";
import { Outbox } from "./outbox.ts";
import { Sending, type Sender } from "./sending.ts";

const me: Sender = { client_id: "Client_1", log: "log-1" };

interface Request {
  readonly message: Send;
  readonly resolve: (answer: Acknowledgement) => void;
  readonly reject: (error: RefusedError) => void;
}

/** A server whose answers the test gives. */
class Line {
  readonly requests: Request[] = [];
  seq = 0;

  readonly send = (message: Send): Promise<Acknowledgement> => {
    const { promise, resolve, reject } = Promise.withResolvers<Acknowledgement>();
    this.requests.push({ message, resolve, reject });
    return promise;
  };

  get texts(): readonly string[] {
    return this.requests.map(({ message }) => message.text);
  }

  async acknowledge(index = this.requests.length - 1): Promise<number> {
    this.seq += 1;
    this.requests[index]?.resolve({ seq: this.seq, time: "2026-11-21T11:00:00.000Z", duplicate: false });
    await breathe();
    return this.seq;
  }

  async refuse(code: RefusalCode, retryAfterMs?: number): Promise<void> {
    this.requests.at(-1)?.reject(new RefusedError(code, `because: ${code}`, { retryAfterMs }));
    await breathe();
  }
}

const stored = (id: string, more: Partial<StoredMessage> = {}): StoredMessage => ({
  id,
  room: "lobby",
  text: id,
  time: "2026-11-21T10:00:00.000Z",
  ...more,
});

const setUp = async (storage: ClientStorage = memoryStorage()) => {
  const time = new VirtualTime();
  const errors: unknown[] = [];
  let sending: Sending | undefined;
  const outbox: Outbox = new Outbox({
    store: new OutboxStore(storage, (error) => errors.push(error)),
    onChange: () => undefined,
    onKept: () => undefined,
    now: () => 0,
    onDiscarded: () => undefined,
    onReady: () => sending?.pump(),
  });
  const open = async (sender: Sender = me): Promise<Line> => {
    const line = new Line();
    sending?.stop();
    sending = undefined;
    await outbox.catchUp();
    sending = new Sending({
      outbox,
      sender,
      send: line.send,
      environment: time,
      backOff: (retry) => 1000 * (retry + 1),
      locale: () => "en",
      run: "run-1",
      isRecognised: true,
      perform: () => Promise.resolve(undefined),
      onRefused: () => undefined,
    });
    sending.pump();
    await breathe();
    return line;
  };
  await outbox.restore();
  const states = (room = "lobby") => outbox.entriesOf(room).map(({ delivery }) => delivery.state);
  return { time, outbox, open, states, errors, storage };
};

const type = async ({ outbox }: { outbox: Outbox }, ...ids: readonly string[]): Promise<void> => {
  for (const id of ids) outbox.add(stored(id));
  await breathe();
};

describe("the outbox", () => {
  test("[SES-2] a message is queued, sent, acknowledged with its seq, and then forgotten with its record", async () => {
    const here = await setUp();
    await type(here, "a");
    expect(here.states()).toEqual(["queued"]);
    expect(await here.storage.messages()).toMatchObject([{ id: "a" }]);
    const line = await here.open();
    expect(here.states()).toEqual(["sent"]);
    await line.acknowledge();
    expect(here.outbox.entriesOf("lobby")).toMatchObject([
      { delivery: { state: "acknowledged", seq: 1 }, time: "2026-11-21T11:00:00.000Z" },
    ]);
    expect(await here.storage.messages()).toEqual([]);
    expect(here.outbox.unsent).toBe(0);
    here.outbox.passed("lobby", 1);
    expect(here.outbox.entriesOf("lobby")).toEqual([]);
  });

  test("[DEL-1] nothing is sent before the store has it, together with the identity that sends it", async () => {
    const storage = memoryStorage();
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const here = await setUp({
      ...storage,
      put: async (message) => {
        if (message.id !== "a") await promise;
        await storage.put(message);
      },
    });
    await type(here, "a");
    const line = await here.open();
    expect(await storage.messages()).toEqual([stored("a", { sender: me })]);
    here.outbox.add(stored("b", { sender: me }));
    here.outbox.add(stored("c", { room: "сад" }));
    await line.acknowledge();
    expect(line.texts).toEqual(["a"]);
    resolve(undefined);
    await breathe();
    expect(new Set(line.texts)).toEqual(new Set(["a", "b", "c"]));
    expect(await storage.messages()).toMatchObject([
      { id: "b", sender: me },
      { id: "c", sender: me },
    ]);
  });

  test("[DEL-1] what arrives, or is discarded, while the store takes it stops nothing behind it", async () => {
    const storage = memoryStorage();
    for (const id of ["a", "b", "c"]) await storage.put(stored(id));
    let free = Promise.withResolvers<undefined>();
    const here = await setUp({
      ...storage,
      put: async (message) => {
        await free.promise;
        await storage.put(message);
      },
    });
    const line = await here.open();
    // The earlier client has sent the message, and history has it.
    here.outbox.received("a");
    free.resolve(undefined);
    free = Promise.withResolvers();
    await breathe();
    here.outbox.discard("b");
    free.resolve(undefined);
    await breathe();
    expect(line.texts).toEqual(["c"]);
  });

  test("[DEL-1] what is there by now is not taken for waiting, though the store was read before", async () => {
    const storage = memoryStorage();
    for (const id of ["a", "b"]) await storage.put(stored(id, { sender: me }));
    const here = await setUp(storage);
    const catchingUp = here.open();
    here.outbox.received("a");
    const line = await catchingUp;
    expect(here.outbox.entriesOf("lobby").map(({ message }) => message.id)).toEqual(["b"]);
    expect(line.texts).toEqual(["b"]);
  });

  test("[CLI-2] a command about the room that another one leads to knows it over a restart, and in another tab", async () => {
    const storage = memoryStorage();
    const here = await setUp(storage);
    const join = { name: "join", arguments: { room: "сад" }, room: "lobby" };
    here.outbox.add(stored("c", { room: ">c", command: join }));
    here.outbox.add(stored("d", { room: ">d", command: { name: "part", arguments: {}, room: ">c" } }));
    await breathe();
    const there = await setUp(storage);
    const [command] = here.outbox.entriesOf(">c");
    if (command) here.outbox.arrived(command, "сад");
    await breathe();
    await there.outbox.catchUp();
    const after = await setUp(storage);
    for (const { outbox } of [here, there, after]) {
      expect(outbox.waiting().map(({ message }) => message.command?.room)).toEqual(["сад"]);
    }
  });

  test("[CLI-1] what a command has led elsewhere stays there, though the store was read before", async () => {
    const storage = memoryStorage();
    await storage.put(stored("c", { room: ">c", command: { name: "join", arguments: {}, room: "lobby" } }));
    await storage.put(stored("a", { room: ">c" }));
    const here = await setUp(storage);
    const [command] = here.outbox.entriesOf(">c");
    const catchingUp = here.outbox.catchUp();
    if (command) here.outbox.arrived(command, "сад");
    await catchingUp;
    expect(here.states("сад")).toEqual(["queued"]);
    expect(here.states(">c")).toEqual([]);
  });

  test("[DEL-1] in a room one message goes after the other, rooms go side by side, three at most", async () => {
    const here = await setUp();
    await type(here, "a1", "a2");
    for (const room of ["b", "c", "d"]) here.outbox.add(stored(`${room}1`, { room }));
    const line = await here.open();
    expect(line.texts).toEqual(["a1", "b1", "c1"]);
    await line.acknowledge(1);
    expect(line.texts).toEqual(["a1", "b1", "c1", "d1"]);
    await line.acknowledge(0);
    expect(line.texts.at(-1)).toBe("a2");
  });

  test("[DEL-1] after a loss the same message goes again under the same id, and the next one behind it", async () => {
    const here = await setUp();
    await type(here, "a", "b");
    const lost = await here.open();
    await lost.refuse("offline");
    expect(here.states()).toEqual(["sent", "queued"]);
    await here.time.pass(60_000);
    expect(lost.requests).toHaveLength(1);
    const line = await here.open();
    expect(line.texts).toEqual(["a"]);
    await line.acknowledge();
    expect(line.texts).toEqual(["a", "b"]);
  });

  test("[DEL-1] the record that arrives without its acknowledgement is acknowledgement enough", async () => {
    const here = await setUp();
    await type(here, "a", "b");
    const lost = await here.open();
    here.outbox.received("a");
    await lost.refuse("offline");
    const line = await here.open();
    expect(line.texts).toEqual(["b"]);
    expect(await here.storage.messages()).toMatchObject([{ id: "b" }]);
  });

  test.each([
    ["bad-input", "failed"],
    ["not-a-member", "failed"],
    ["unknown-room", "failed"],
    ["id-conflict", "failed"],
    ["offline", "sent"],
    ["timeout", "sent"],
    ["rate", "sent"],
    ["muted", "failed"],
    ["shutting-down", "sent"],
    ["session-ended", "sent"],
    ["log-full", "sent"],
    ["accounts-busy", "sent"],
    ["internal", "sent"],
  ] as const)("[DEL-1] after the refusal %s a message is %s", async (code, state) => {
    const here = await setUp();
    await type(here, "a");
    const line = await here.open();
    await line.refuse(code);
    expect(here.states()).toEqual([state]);
  });

  test("a message that the server refuses for good waits for a person, and does not stop the next one", async () => {
    const here = await setUp();
    await type(here, "a", "b");
    const line = await here.open();
    await line.refuse("not-a-member");
    expect(here.outbox.entriesOf("lobby")[0]?.delivery).toEqual({
      state: "failed",
      reason: { text: "because: not-a-member" },
    });
    expect(line.texts).toEqual(["a", "b"]);
    await line.acknowledge();
    here.outbox.retry("a");
    await breathe();
    expect(line.texts).toEqual(["a", "b", "a"]);
    expect(await here.storage.messages()).toEqual([stored("a", { sender: me })]);
  });

  test("a refusal is remembered over a restart: nothing that a person saw fail is sent by itself", async () => {
    const here = await setUp();
    await type(here, "a");
    await (await here.open()).refuse("not-a-member");
    const after = await setUp(here.storage);
    expect(after.states()).toEqual(["failed"]);
    const line = await after.open();
    expect(line.requests).toHaveLength(0);
  });

  test("a message that the server names a time for goes again after it, before the next one", async () => {
    const here = await setUp();
    await type(here, "a", "b");
    const line = await here.open();
    await line.refuse("internal", 700);
    await here.time.pass(699);
    expect(line.texts).toEqual(["a"]);
    await here.time.pass(1);
    expect(line.texts).toEqual(["a", "a"]);
    await line.acknowledge();
    expect(line.texts).toEqual(["a", "a", "b"]);
  });

  test("a message that the server itself fails at is tried six times, ever later, and then has failed", async () => {
    const here = await setUp();
    await type(here, "a");
    const line = await here.open();
    for (let retry = 0; retry < 5; retry += 1) {
      await line.refuse("internal");
      expect(here.time.nextMs).toBe(1000 * (retry + 1));
      await here.time.pass(1000 * (retry + 1));
    }
    expect(here.states()).toEqual(["sent"]);
    await line.refuse("internal");
    expect(here.states()).toEqual(["failed"]);
    expect(line.requests).toHaveLength(6);
  });

  test("only what was not sent can be discarded", async () => {
    const here = await setUp();
    await type(here, "a", "b");
    await here.open();
    here.outbox.discard("a");
    here.outbox.discard("b");
    await breathe();
    expect(here.outbox.entriesOf("lobby").map(({ message }) => message.id)).toEqual(["a"]);
    expect(await here.storage.messages()).toMatchObject([{ id: "a" }]);
  });

  test("[DEL-1] what an earlier client left is there at once, goes first, and in its order", async () => {
    const storage = memoryStorage();
    for (const id of ["a", "b"]) await storage.put(stored(id, { sender: me }));
    const here = await setUp(storage);
    await type(here, "c");
    expect(here.outbox.entriesOf("lobby").map(({ message }) => message.id)).toEqual(["a", "b", "c"]);
    const line = await here.open();
    await line.acknowledge();
    await line.acknowledge();
    expect(line.texts).toEqual(["a", "b", "c"]);
  });

  test("[DEL-1] what was typed before the storage answered goes behind what an earlier client left", async () => {
    const storage = memoryStorage();
    await storage.put(stored("a", { sender: me }));
    const outbox = new Outbox({
      store: new OutboxStore(storage, () => undefined),
      onChange: () => undefined,
      onKept: () => undefined,
      now: () => 0,
      onDiscarded: () => undefined,
      onReady: () => undefined,
    });
    const restored = outbox.restore();
    outbox.add(stored("b"));
    expect(outbox.heads()).toEqual([]);
    await restored;
    expect(outbox.entriesOf("lobby").map(({ message }) => message.id)).toEqual(["a", "b"]);
  });

  test("[DEL-1] what another identity of the same log may have sent is not sent again: a person decides", async () => {
    const storage = memoryStorage();
    await storage.put(stored("a", { sender: { ...me, client_id: "Client_7" } }));
    const here = await setUp(storage);
    const line = await here.open();
    expect(line.requests).toHaveLength(0);
    expect(here.outbox.entriesOf("lobby")[0]?.delivery).toEqual({
      state: "failed",
      reason: ownReason("otherIdentity", "en"),
    });
    here.outbox.retry("a");
    await breathe();
    expect(line.texts).toEqual(["a"]);
  });

  test("[CLI-6] what one wrote for a log that this one continues cannot be there: it is sent", async () => {
    const storage = memoryStorage();
    await storage.put(stored("a", { sender: { ...me, log: "an older log" } }));
    const here = await setUp(storage);
    const line = await here.open();
    expect(line.texts).toEqual(["a"]);
    expect(await storage.messages()).toMatchObject([{ id: "a", sender: me }]);
  });

  test("[DEL-1] two tabs: each sends what the other left behind, and not what the other removed", async () => {
    const storage = memoryStorage();
    const first = await setUp(storage);
    await type(first, "a", "b");
    const second = await setUp(storage);
    expect(second.states()).toEqual(["queued", "queued"]);
    first.outbox.discard("b");
    await type(first, "c");
    const line = await second.open();
    await line.acknowledge();
    expect(line.texts).toEqual(["a", "c"]);
    await line.acknowledge();
    expect(await storage.messages()).toEqual([]);
  });

  test("a storage that fails is told, and the message is sent all the same", async () => {
    const broken = (): Promise<never> => Promise.reject(new Error("the disk is full"));
    const here = await setUp({ ...memoryStorage(), messages: broken, put: broken, remove: broken });
    await type(here, "a");
    const line = await here.open();
    expect(line.texts).toEqual(["a"]);
    await line.acknowledge();
    expect(here.outbox.unsent).toBe(0);
    expect(here.errors.length).toBeGreaterThan(0);
  });

  test("[DEL-1] a storage that cannot be read does not take away what waits", async () => {
    const storage = memoryStorage();
    await storage.put(stored("a", { sender: me }));
    let works = true;
    const here = await setUp({
      ...storage,
      messages: () => (works ? storage.messages() : Promise.reject(new Error("gone"))),
    });
    works = false;
    const line = await here.open();
    expect(line.texts).toEqual(["a"]);
  });

  describe("[CLI-1] two tabs: what was given back in one is not sent by the other", () => {
    const command = { name: "msg", arguments: { name: "Борис" }, room: "lobby" };
    const ahead = ">c";
    const behind = (id: string): StoredMessage => stored(id, { room: ahead });

    test("where it was found: what is left behind a command that is gone is given back too", async () => {
      const storage = memoryStorage();
      await storage.put(stored("c", { room: ahead, command }));
      await storage.put(behind("a"));
      const here = await setUp(storage);
      expect(here.states(ahead)).toEqual(["queued", "queued"]);
      await storage.remove("c");
      await here.open();
      expect(here.states(ahead)).toEqual(["failed"]);
      await here.outbox.settled();
    });

    test("where it was found: what the other one was refused is refused here", async () => {
      const storage = memoryStorage();
      await storage.put(stored("c", { room: ahead, command }));
      await storage.put(behind("a"));
      const here = await setUp(storage);
      await storage.put(stored("c", { room: ahead, command, failed: "nobody" }));
      await storage.put(stored("a", { room: ahead, failed: "nobody" }));
      const line = await here.open();
      expect(here.states(ahead)).toEqual(["failed", "failed"]);
      expect(line.texts).toEqual([]);
    });

    test("where it was typed, and the other one has led it elsewhere before it failed there, it is there once", async () => {
      const here = await setUp();
      here.outbox.add(stored("c", { room: ahead, command }));
      here.outbox.add(behind("a"));
      await breathe();
      await here.storage.put(stored("a", { room: "сад", failed: "nobody" }));
      await here.outbox.catchUp();
      expect(here.outbox.entriesOf(ahead).map(({ message }) => message.id)).toEqual(["c"]);
      expect(here.states("сад")).toEqual(["failed"]);
    });

    test("[CLI-2] a command that was thrown away in another tab is not carried out where it was typed, and what is behind it is given back", async () => {
      const here = await setUp();
      here.outbox.add(stored("c", { room: ahead, command }));
      here.outbox.add(behind("a"));
      await breathe();
      const there = await setUp(here.storage);
      there.outbox.discard("c");
      await breathe();
      await here.outbox.catchUp();
      expect(here.outbox.entriesOf(ahead)).toMatchObject([
        { message: { id: "a" }, delivery: { state: "failed" } },
      ]);
      expect((await here.storage.messages()).map(({ id }) => id)).toEqual(["a"]);
    });

    test("[CLI-2] what was thrown away is remembered for a day: whoever typed it has come by then", async () => {
      const storage = memoryStorage();
      await storage.put(stored("new", { command, discarded: true }));
      await storage.put(stored("old", { command, discarded: true, time: "1969-12-30T10:00:00.000Z" }));
      const here = await setUp(storage);
      await here.outbox.settled();
      expect(here.outbox.entriesOf("lobby")).toEqual([]);
      expect((await storage.messages()).map(({ id }) => id)).toEqual(["new"]);
    });

    test("where it was typed, too", async () => {
      const here = await setUp();
      await type(here, "a", "b");
      const there = await setUp(here.storage);
      there.outbox.discard("a");
      await breathe();
      const line = await here.open();
      expect(line.texts).toEqual(["b"]);
    });
  });

  test("[DEL-1] what a storage would not take is not taken for delivered by another tab", async () => {
    const full = (): Promise<never> => Promise.reject(new Error("the disk is full"));
    const here = await setUp({ ...memoryStorage(), put: full });
    await type(here, "a");
    const line = await here.open();
    expect(line.texts).toEqual(["a"]);
  });

  test("[CLI-10] what a storage would not take is put again when it takes something", async () => {
    const storage = memoryStorage();
    let isFull = true;
    const here = await setUp({
      ...storage,
      put: (message) => (isFull ? Promise.reject(new Error("the disk is full")) : storage.put(message)),
    });
    await type(here, "a", "b");
    here.outbox.discard("b");
    isFull = false;
    await type(here, "c");
    await breathe();
    expect(new Set((await storage.messages()).map(({ id }) => id))).toEqual(new Set(["a", "c"]));
  });

  test("all is settled when nothing waits, and the store knows it", async () => {
    const here = await setUp();
    await here.outbox.settled();
    await type(here, "a", "b");
    let isSettled = false;
    const settled = (async () => {
      await here.outbox.settled();
      isSettled = true;
    })();
    const line = await here.open();
    await line.acknowledge();
    expect(isSettled).toBe(false);
    await line.refuse("not-a-member");
    await settled;
    expect(await here.storage.messages()).toMatchObject([{ id: "b", failed: "because: not-a-member" }]);
  });

  test("when no connection will come any more, what waits has failed here and stays in the store", async () => {
    const here = await setUp();
    await type(here, "a");
    here.outbox.giveUp({ text: "kicked" });
    await here.outbox.settled();
    await type(here, "b");
    await here.outbox.settled();
    expect(here.outbox.entriesOf("lobby").map(({ delivery }) => delivery)).toEqual([
      { state: "failed", reason: { text: "kicked" } },
      { state: "failed", reason: { text: "kicked" } },
    ]);
    const after = await setUp(here.storage);
    expect(after.states()).toEqual(["queued", "queued"]);
  });

  test("[DEL-1] whatever is refused and lost, a room's messages are taken in their order", () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom("ack", "offline", "timeout", "log-full", "retry"), { maxLength: 40 }),
        fc.integer({ min: 1, max: 10 }),
        async (fates, count) => {
          const here = await setUp();
          const ids = Array.from({ length: count }, (_, index) => `m${index}`);
          await type(here, ...ids);
          const taken: string[] = [];
          let line = await here.open();
          const take = async (): Promise<void> => {
            const message = line.requests.at(-1)?.message;
            if (message && !taken.includes(message.id)) taken.push(message.id);
            await line.acknowledge();
          };
          let failures = 0;
          for (const fate of fates) {
            const before = line.requests.length;
            if (fate === "ack") await take();
            else if (fate === "retry") await line.refuse("internal", 100);
            else if (fate === "log-full" && (failures += 1) > 4) continue;
            else await line.refuse(fate);
            if (fate === "offline") line = await here.open();
            else await here.time.pass(30_000);
            if (line.requests.length === before && taken.length === count) break;
          }
          for (let round = 0; round < count; round += 1) await take();
          expect(taken).toEqual(ids);
          expect(here.outbox.unsent).toBe(0);
        },
      ),
      { numRuns: 200 },
    ));
});

import { once } from "node:events";
import { closeCodes } from "@beseda/protocol";
import { describe, expect, test } from "vitest";
import { effort } from "../../testing/effort.ts";
import { endsIn } from "../../testing/ends.ts";
import { hostilePiece } from "../../testing/hostile-trpc.ts";
import { frameOf, chanceOf, hostileFrame, hostileLine, type Chance } from "../../testing/hostile.ts";
import { heldBytes } from "../../testing/memory.ts";
import { generousFrameRates } from "../../testing/generous-rates.ts";
import { temporaryServer, type TemporaryServer } from "../../testing/running-server.ts";
import { TcpClient } from "../../testing/text-client.ts";
import { until } from "../../testing/until.ts";
import { WireReader } from "../../testing/wire-reader.ts";

/**
 * The number of pieces: `BESEDA_LONG=1` sends a hundred thousand over each gateway; `BESEDA_SEED` repeats a
 * run.
 */
const pieces = effort({ short: 1000, long: 100_000 });
const seed = Number(process.env["BESEDA_SEED"] ?? Date.now() % 2 ** 31);
/** The number of pieces sent at once, before the answers are read. */
const burst = 100;
/** The bytes that a record may leave behind: its position and its id in the log's indexes. */
const allowedBytes = 500;
/** The noise of the measurement, in bytes. */
const noiseBytes = 3_000_000;

interface Tally {
  sent: number;
  answeredBursts: number;
  closed: number;
}

/** A set of pieces sent at once, and the sign that all of it was answered. */
interface Burst {
  readonly bytes: Buffer;
  readonly isAnswered: (reader: WireReader) => boolean;
}

/** The way in which a gateway is attacked. */
interface Attack {
  readonly gateway: "tcp" | "text" | "trpc";
  /**
   * Resolves when the server has sent something: an HTTP request before the greeting is refused without a
   * session.
   */
  open(server: TemporaryServer): Promise<WireReader>;
  burst(chance: Chance, number: number): Burst;
}

const textFrame = (text: string): Buffer => frameOf({ first: 0x81, payload: Buffer.from(text) });

/**
 * Returns a burst that ends with a mark: lines are answered in order, and help on an unknown topic names that
 * topic.
 */
const marked = (sent: readonly Buffer[], mark: string): Burst => ({
  bytes: Buffer.concat(sent),
  isAnswered: (reader) => reader.saw(mark),
});

const tcp: Attack = {
  gateway: "tcp",
  open: async ({ tcpPort }) => {
    const reader = await WireReader.dial(tcpPort);
    await once(reader.socket, "data");
    // The session begins with a line of chat: a connection whose first line is of another protocol, or that
    // sends none, gets no session.
    reader.socket.write("/help begun\n");
    await until(
      () => "a session",
      () => reader.saw("begun"),
    );
    return reader;
  },
  burst: (chance, number) => {
    const piece = (): Buffer =>
      // One in some hundred lines has no end within the limit.
      chance.below(500) === 0
        ? Buffer.alloc(66_000, "x")
        : Buffer.concat([hostileLine(chance), Buffer.from("\n")]);
    const mark = `mark-${number}-`;
    return marked([...Array.from({ length: burst }, piece), Buffer.from(`/help ${mark}\n`)], mark);
  },
};

const text: Attack = {
  gateway: "text",
  open: async ({ port }) => {
    const reader = await WireReader.dial(port);
    reader.upgrade("/");
    await once(reader.socket, "data");
    return reader;
  },
  burst: (chance, number) => {
    const mark = `mark-${number}-`;
    const sent = Array.from({ length: burst }, () => hostileFrame(chance));
    return marked([...sent, textFrame(`/help ${mark}`)], mark);
  },
};

/** The tRPC attack: every call is answered by its id, and an invalid call without one, in any order. */
const trpc: Attack = {
  gateway: "trpc",
  open: async ({ port }) => {
    const reader = await WireReader.dial(port);
    reader.upgrade("/trpc?connectionParams=1");
    reader.socket.write(textFrame('{"method":"connectionParams","data":{"name":"Враг"}}'));
    reader.socket.write(textFrame('{"id":"here","method":"query","params":{"path":"server.time"}}'));
    await until(
      () => "a session",
      () => reader.answered.has("here"),
    );
    return reader;
  },
  burst: (chance, number) => {
    const sent = Array.from({ length: burst }, (_, index) => hostilePiece(chance, `${number}-${index}-`));
    const ids = sent.flatMap((piece) => piece.ids);
    const nameless = sent.reduce((sum, piece) => sum + piece.nameless, 0);
    return {
      bytes: Buffer.concat(sent.map(({ bytes }) => bytes)),
      isAnswered: (reader) => reader.nameless >= nameless && ids.every((id) => reader.answered.has(id)),
    };
  },
};

/** Sends bursts until all pieces are sent; each burst is fully answered, or the connection closes. */
const launch = async (attack: Attack, server: TemporaryServer, chance: Chance): Promise<Tally> => {
  const tally: Tally = { sent: 0, answeredBursts: 0, closed: 0 };
  let reader = await attack.open(server);
  while (tally.sent < pieces) {
    const { bytes, isAnswered } = attack.burst(chance, tally.sent);
    reader.forget();
    reader.socket.write(bytes);
    tally.sent += burst;
    const isAllAnswered = await until(
      () => `the answers to burst ${tally.sent} over ${attack.gateway}, seed ${seed}`,
      () => {
        if (isAnswered(reader)) return "yes";
        return (reader.isClosed || (attack.gateway !== "tcp" && reader.wasTold)) && "no";
      },
    );
    if (isAllAnswered === "yes") tally.answeredBursts += 1;
    else {
      tally.closed += 1;
      reader.socket.destroy();
      reader = await attack.open(server);
    }
  }
  reader.socket.resetAndDestroy();
  return tally;
};

describe.each([tcp, text, trpc])("hostile input over $gateway", (attack) => {
  test(
    "[TXT-4] is answered or closed with a code; nothing crashes, memory stays flat",
    { timeout: 900_000 },
    async () => {
      // No client here answers heartbeats: however long the test takes, connections must not be closed for
      // silence.
      await using server = await temporaryServer({
        frameRates: generousFrameRates,
        tailBytes: 64 * 1024,
        heartbeatMs: 3_600_000,
      });
      await using anna = await TcpClient.connect(server, { name: "Анна" });
      anna.stall();
      const warm = await launch(attack, server, chanceOf(seed));
      const before = { held: await heldBytes(), seq: server.running.log.last.seq };
      const tally = await launch(attack, server, chanceOf(seed + 1));
      const grown = (await heldBytes()) - before.held;
      const records = server.running.log.last.seq - before.seq;
      process.stdout.write(
        `${JSON.stringify({ test: "fuzz", gateway: attack.gateway, seed, ...tally, records, grownBytes: grown, rssMb: process.memoryUsage.rss() >> 20 })}\n`,
      );
      expect(warm.answeredBursts).toBeGreaterThan(0);
      expect(tally.answeredBursts + tally.closed).toBe(Math.ceil(pieces / burst));
      expect(grown).toBeLessThan(noiseBytes + allowedBytes * records);
      // Each closed connection was closed for what it sent, not because of a bug in the server.
      const closed = warm.closed + tally.closed;
      const ends = await until(
        () => `${closed} ends and two that the test made, seed ${seed}`,
        async () => {
          const found = (await endsIn(server)).filter(({ client_id }) => client_id !== "Client_1");
          return found.length >= closed + 2 && found;
        },
      );
      const statuses = ends.map(({ status }) => status).sort();
      expect(statuses).toEqual([...Array(2).fill("abnormal"), ...Array(closed).fill("protocol-error")]);
      expect(ends.map(({ code }) => code)).not.toContain(closeCodes.internal.code);
      anna.goOn();
      const after = await TcpClient.connect(server);
      expect(await after.ask("/ping", "Сервер")).toBe("Сервер отвечает.");
      after.vanish();
    },
  );
});

import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { closeCodes } from "@beseda/protocol";
import { describe, expect, test } from "vitest";
import { endsIn } from "../testing/ends.ts";
import { frameOf, chanceOf, hostileFrame, hostileLine, type Chance } from "../testing/hostile.ts";
import { heldBytes } from "../testing/memory.ts";
import { temporaryServer, type TemporaryServer } from "../testing/running-server.ts";
import { TcpClient } from "../testing/text-client.ts";
import { until } from "../testing/until.ts";

/** `BESEDA_LONG=1` sends a hundred thousand over each gateway; `BESEDA_SEED` repeats a run. */
const pieces = process.env["BESEDA_LONG"] ? 100_000 : 2000;
const seed = Number(process.env["BESEDA_SEED"] ?? Date.now() % 2 ** 31);
/** Sent at once, before the answers are looked at. */
const burst = 100;
/** What a record may leave behind, in bytes: its place and its id in the log's indexes. */
const allowedBytes = 500;
/** Noise of the measurement, in bytes. */
const noiseBytes = 3_000_000;

const violations = [closeCodes.protocolError.code, closeCodes.notText.code, closeCodes.tooBig.code];

interface Tally {
  sent: number;
  answeredBursts: number;
  closed: number;
}

/** A socket that counts what comes and knows when a mark came back. */
class Reader {
  readonly socket: Socket;
  #tail = Buffer.alloc(0);
  isClosed = false;
  #seen = "";

  constructor(socket: Socket) {
    this.socket = socket;
    socket.on("error", () => undefined);
    socket.once("close", () => (this.isClosed = true));
    socket.on("data", (bytes: Buffer) => {
      this.#tail = Buffer.concat([this.#tail, bytes]).subarray(-4096);
      this.#seen = this.#tail.toString("latin1");
    });
  }

  saw(mark: string): boolean {
    return this.#seen.includes(mark);
  }

  /** Whether a close frame of a WebSocket was the last thing that came. */
  get wasTold(): boolean {
    return violations.some((code) =>
      this.#tail.subarray(-4).equals(Buffer.from([0x88, 2, code >> 8, code & 0xff])),
    );
  }
}

const dial = async (port: number): Promise<Reader> => {
  const socket = connect({ port, host: "127.0.0.1", noDelay: true });
  const reader = new Reader(socket);
  await once(socket, "connect");
  return reader;
};

/** Resolves when the server has spoken: an HTTP request before the greeting is refused without a session. */
const open = async (gateway: "tcp" | "text", { port, tcpPort }: TemporaryServer): Promise<Reader> => {
  const reader = await dial(gateway === "tcp" ? tcpPort : port);
  if (gateway === "text") {
    reader.socket.write(
      "GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
    );
  }
  await once(reader.socket, "data");
  return reader;
};

const line = (gateway: "tcp" | "text", bytes: Buffer): Buffer =>
  gateway === "tcp" ? Buffer.concat([bytes, Buffer.from("\n")]) : frameOf({ first: 0x81, payload: bytes });

const pieceFor = (gateway: "tcp" | "text", chance: Chance): Buffer => {
  if (gateway === "text") return hostileFrame(chance);
  // One of a thousand lines has no end within the limit.
  return chance.below(500) === 0 ? Buffer.alloc(66_000, "x") : line("tcp", hostileLine(chance));
};

/** Sends bursts until so many pieces were sent; each burst is answered to its last mark, or the connection closes. */
const attack = async (gateway: "tcp" | "text", server: TemporaryServer, chance: Chance): Promise<Tally> => {
  const tally: Tally = { sent: 0, answeredBursts: 0, closed: 0 };
  let reader = await open(gateway, server);
  while (tally.sent < pieces) {
    // Help about what there is none: it is answered in every room and language, and the answer names it.
    const mark = `mark-${tally.sent}-`;
    const sent = Array.from({ length: burst }, () => pieceFor(gateway, chance));
    reader.socket.write(Buffer.concat([...sent, line(gateway, Buffer.from(`/help ${mark}`))]));
    tally.sent += burst;
    await until(
      () => `an answer to ${mark}, seed ${seed}`,
      () => reader.saw(mark) || reader.isClosed || (gateway === "text" && reader.wasTold),
      60_000,
    );
    if (reader.saw(mark)) tally.answeredBursts += 1;
    else {
      tally.closed += 1;
      reader.socket.destroy();
      reader = await open(gateway, server);
    }
  }
  reader.socket.resetAndDestroy();
  return tally;
};

describe.each(["tcp", "text"] as const)("hostile input over %s", (gateway) => {
  test(
    "[TXT-4] is answered or closed with a code; nothing crashes, memory stays flat",
    { timeout: 900_000 },
    async () => {
      await using server = await temporaryServer({ tailBytes: 64 * 1024 });
      await using anna = await TcpClient.connect(server, { name: "Анна" });
      anna.stall();
      const warm = await attack(gateway, server, chanceOf(seed));
      const before = { held: await heldBytes(), seq: server.running.log.last.seq };
      const tally = await attack(gateway, server, chanceOf(seed + 1));
      const grown = (await heldBytes()) - before.held;
      const records = server.running.log.last.seq - before.seq;
      process.stdout.write(
        `${JSON.stringify({ test: "fuzz", gateway, seed, ...tally, records, grownBytes: grown, rssMb: process.memoryUsage.rss() >> 20 })}\n`,
      );
      expect(warm.answeredBursts).toBeGreaterThan(0);
      expect(tally.answeredBursts + tally.closed).toBe(Math.ceil(pieces / burst));
      expect(grown).toBeLessThan(noiseBytes + allowedBytes * records);
      // Whatever was closed was closed for what it sent, not by a mistake of the server's.
      const closed = warm.closed + tally.closed;
      const ends = await until(
        () => `${closed} ends and two that the test made, seed ${seed}`,
        async () => {
          const found = await endsIn(server);
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

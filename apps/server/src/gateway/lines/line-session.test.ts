import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { closeCodes, type CloseName, defaultLimits, gatewayTextsOf, isOf, textsOf } from "@beseda/protocol";
import { pino } from "pino";
import { describe, expect, test } from "vitest";
import { systemClock } from "../../runtime/clock.ts";
import type { Services } from "../../commands/context.ts";
import { Hub } from "../../delivery/hub.ts";
import { Pages } from "../../delivery/pages.ts";
import { LocalPresenceStore } from "../../delivery/local-presence-store.ts";
import { LocalSignalChannel } from "../../delivery/local-signal-channel.ts";
import { PresenceTracker } from "../../delivery/presence.ts";
import { PullDelivery } from "../../delivery/pull-delivery.ts";
import { Signals } from "../../delivery/signals.ts";
import { openIdentity } from "../../identity/identity.ts";
import { Repeats } from "../../session/repeats.ts";
import { createSessions } from "../../session/create-sessions.ts";
import type { Sessions } from "../../session/sessions.ts";
import { temporaryChat, type TemporaryChat } from "../../../testing/temporary-log.ts";
import { generousRates } from "../../../testing/generous-rates.ts";
import { until } from "../../../testing/until.ts";
import type { LineReading } from "./line-reading.ts";
import { LineSession } from "./line-session.ts";

import type { Output } from "../reader-progress.ts";
import type { LinePort } from "./line-port.ts";
import { LineFormats } from "./peer-format.ts";

/** A port whose reader can stall; what it was given is counted. */
class MemoryPort implements LinePort {
  readonly lines: string[] = [];
  readonly closes: { readonly code: number; readonly reason: string }[] = [];
  isPaused = false;
  #waiting = 0;
  #taken = 0;
  #stands = false;
  #moved = Promise.withResolvers<void>();

  write(lines: readonly string[]): void {
    if (this.closes.length > 0) return;
    this.lines.push(...lines);
    if (this.#stands) this.#waiting += lines.join("").length;
  }

  present(lines: readonly string[], signal: AbortSignal): Promise<void> {
    this.write(lines);
    return this.drained(signal);
  }

  close(code: number, reason: string): void {
    this.closes.push({ code, reason });
  }

  async drained(signal: AbortSignal): Promise<void> {
    const wake = (): void => this.#moved.resolve();
    signal.addEventListener("abort", wake, { once: true });
    while (this.isCongested && !signal.aborted) await this.#moved.promise;
    signal.removeEventListener("abort", wake);
  }

  get isCongested(): boolean {
    return this.#waiting > 64 * 1024;
  }

  get output(): Output {
    return { takenBytes: this.#taken, waitingBytes: this.#waiting };
  }

  /** Takes so many bytes, and stands still again. */
  takeOnly(bytes: number): void {
    this.#taken += bytes;
    this.#waiting -= bytes;
  }

  pause(): void {
    this.isPaused = true;
  }

  resume(): void {
    this.isPaused = false;
  }

  standStill(): void {
    this.#stands = true;
  }

  goOn(): void {
    this.#stands = false;
    this.#waiting = 0;
    this.#moved.resolve();
    this.#moved = Promise.withResolvers<void>();
  }

  get waiting(): number {
    return this.#waiting;
  }
}

interface Someone {
  readonly lineSession: LineSession;
  readonly port: MemoryPort;
}

interface Stage extends AsyncDisposable {
  readonly temporary: TemporaryChat;
  readonly sessions: Sessions;
  /** What each client has read, in the order in which they came. */
  readonly readings: readonly LineReading[];
  /** Connects a client. */
  begin(name: string): Someone;
  /** Connects a client; resolves when greeted. */
  come(name: string): Promise<Someone>;
}

const stage = async (): Promise<Stage> => {
  const temporary = await temporaryChat();
  const { chat, log } = temporary;
  const folder = await mkdtemp(join(tmpdir(), "beseda-guests-"));
  const identity = await openIdentity({ data: folder, log: log.id, now: () => Date.now() });
  const logger = pino({ level: "silent" });
  const sessions = createSessions({
    chat,
    log,
    identity,
    clock: systemClock,
    logger,
    locale: "ru",
    rates: generousRates,
  });
  const readings: LineReading[] = [];
  const hub = new Hub({ log, flush: () => undefined });
  const formats = new LineFormats({ name: "beseda", version: "1.0.0" });
  const signals = new Signals(new LocalSignalChannel());
  const services: Services = {
    chat,
    log,
    clock: systemClock,
    identity,
    sessions,
    delivery: new PullDelivery(log),
    signals,
    presences: new PresenceTracker({
      signals,
      store: new LocalPresenceStore(),
      online: (clientId) => chat.state.online.get(clientId),
    }),
    search: {
      index: { find: async () => ({ found: [] }) },
      feed: { catchUp: async () => undefined, progress: { state: "ready", seq: 0, of: 0 } },
      admit: () => undefined,
    },
    pages: new Pages(),
    repeats: new Repeats(),
    limits: defaultLimits,
    server: { name: "beseda", version: "1.0.0" },
    webAddress: () => "",
    isAddressNamed: false,
  };
  const parts = {
    services,
    hub,
    rounds: {
      watch: (reading: LineReading) => readings.push(reading),
      unwatch: () => undefined,
    },
    formats,
    locale: "ru",
    firstLine: "message",
    logger,
  } as const;
  const begin = (name: string): Someone => {
    const port = new MemoryPort();
    const lineSession = new LineSession(parts, { port, via: "tcp", address: "127.0.0.1", name });
    void lineSession.run();
    return { lineSession, port };
  };
  return {
    temporary,
    sessions,
    readings,
    begin,
    come: async (name) => {
      const someone = begin(name);
      const isGreeted = (): boolean => someone.port.lines.some((line) => line.includes("#lobby"));
      await until(() => "the greeting", isGreeted);
      return someone;
    },
    [Symbol.asyncDispose]: async () => {
      await sessions.stop(0);
      hub.stop();
      await identity.close();
      await temporary[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

const typed = (text: string): { readonly text: string } => ({ text });
const names = Object.keys(closeCodes).filter((name): name is CloseName => name in closeCodes);

describe("a line session", () => {
  test.each(names)(
    "[SES-5] that the server ends as %s: a line that says why, the code, and one record with its status",
    async (name) => {
      await using here = await stage();
      const { port } = await here.come("Анна");
      const [session] = [...here.sessions];
      await Promise.all([session?.evict(name), session?.evict("kicked"), session?.quit()]);
      const { code, status, reason } = closeCodes[name];
      expect(port.closes[0]).toEqual({ code, reason: reason.ru });
      const { serverStopping } = textsOf("ru");
      const lines = gatewayTextsOf("ru");
      const spoken: Partial<Record<CloseName, string>> = {
        restart: serverStopping(),
        slow: lines.slow(),
        internal: lines.internal(),
      };
      expect(port.lines.at(-1)).toBe(spoken[name] ?? reason.ru);
      const records = (await here.temporary.log.read({ after: 0 })).map(({ record }) => record);
      const ends = records.filter((record) => isOf(record, "disconnected"));
      expect(ends.map((end) => [end.code, end.status])).toEqual([[code, status]]);
    },
  );

  test("[DEL-5] with a reader that stands still holds a bounded backlog, then catches up from the log", async () => {
    await using here = await stage();
    const anna = await here.come("Анна");
    const boris = await here.come("Борис");
    boris.lineSession.receive(typed("/echo off"));
    anna.port.standStill();
    const words = Array.from({ length: 2000 }, (_, index) => `${"ё".repeat(500)} ${index}.`);
    for (const word of words) boris.lineSession.receive(typed(word));
    await until(
      () => "the acknowledgements",
      () => boris.port.lines.length > 2000,
    );
    expect(anna.port.waiting).toBeGreaterThan(64 * 1024);
    expect(anna.port.waiting).toBeLessThan(2 * 64 * 1024);
    anna.port.goOn();
    await until(
      () => "the last word",
      () => anna.port.lines.at(-1)?.endsWith(" 1999."),
    );
    const heard = anna.port.lines
      .filter((line) => line.includes("ёёё"))
      .map((line) => /(\d+)\.$/u.exec(line)?.[1]);
    expect(heard).toEqual(words.map((_, index) => String(index)));
  });

  test("[UNR-6] has read what the system has taken, and of what waits as much as it has taken since", async () => {
    await using here = await stage();
    const anna = await here.come("Анна");
    const boris = await here.come("Борис");
    const [reading] = here.readings;
    const unread = async (said: string): Promise<number | undefined> => {
      boris.lineSession.receive(typed(said));
      await until(
        () => said,
        () => anna.port.lines.some((line) => line.endsWith(said)),
      );
      reading?.look();
      return reading?.unreadIn("lobby");
    };
    expect(await unread("раз")).toBe(0);
    anna.port.standStill();
    expect(await unread("два")).toBe(1);
    const first = anna.port.waiting;
    expect(await unread("три")).toBe(2);
    anna.port.takeOnly(first);
    expect(await unread("четыре")).toBe(2);
    anna.port.goOn();
    expect(await unread("пять")).toBe(0);
  });

  test("[DEL-5] takes no more input from who does not read the answers", async () => {
    await using here = await stage();
    const anna = await here.come("Анна");
    anna.port.standStill();
    for (let count = 0; count < 2000; count += 1) anna.lineSession.receive(typed("/help"));
    await until(
      () => "the pause",
      () => anna.port.isPaused && anna.port.waiting > 64 * 1024,
    );
    const before = anna.port.lines.length;
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(anna.port.lines).toHaveLength(before);
    anna.port.goOn();
    await until(
      () => "the resume",
      () => !anna.port.isPaused,
    );
  });

  test("[SES-5] whose port closes while the session opens: one record of its end", async () => {
    await using here = await stage();
    const { log } = here.temporary;
    const { lineSession } = here.begin("Анна");
    lineSession.closed("lost");
    lineSession.closed("normal");
    const ends = async (): Promise<readonly unknown[]> =>
      (await log.read({ after: 0 }))
        .map(({ record }) => record)
        .filter((record) => isOf(record, "disconnected"));
    await until(
      () => "the end",
      async () => (await ends()).length > 0,
    );
    await here.come("Борис");
    expect(await ends()).toEqual([expect.objectContaining({ name: "Анна", status: "abnormal", code: 1006 })]);
  });

  test("[SES-7] that begins while the server stops is refused with a line and a code to come back", async () => {
    await using here = await stage();
    await here.sessions.stop(0);
    const { port } = here.begin("Анна");
    await until(
      () => "the close",
      () => port.closes.length > 0,
    );
    expect(port.closes[0]?.code).toBe(closeCodes.tryLater.code);
    expect(port.lines).toEqual([expect.stringMatching(/^Ошибка: Сервер останавливается/u)]);
  });
});

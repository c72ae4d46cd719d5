import type { LogRecord } from "./arbitrary-log.ts";

const start = Date.UTC(2026, 10, 21, 10);
const at = (second: number): string => new Date(start + second * 1000).toISOString();
const anna = { client_id: "Client_1", name: "Анна" };
const boris = { client_id: "Client_2", name: "Борис" };
const vera = { client_id: "Client_3", name: "Вера" };
const fromServer = { sender: "server", message: "…" };
const lobby = { room: "lobby" };

const connected = (who: object, session: string, via: string) => ({
  type: "connected",
  ...lobby,
  ...who,
  session,
  via,
  client: "beseda-web/0.1.0",
  ...fromServer,
});

const message = (who: object, session: string, text: string) => ({
  type: "message",
  ...lobby,
  ...who,
  session,
  id: text,
  sender: "client",
  message: text,
});

const disconnected = (
  who: object,
  session: string,
  end: { code: number; status: string; duration_ms: number },
) => ({
  type: "disconnected",
  ...lobby,
  ...who,
  session,
  ...end,
  ...fromServer,
});

const happenings: ReadonlyArray<readonly [number, object]> = [
  [0, { type: "server-started", client_id: "server", log: "log-1", version: "0.1.0", ...fromServer }],
  [1, connected(anna, "s1", "trpc")],
  [2, connected(boris, "s2", "tcp")],
  [3, connected(vera, "s3", "text")],
  [10, message(anna, "s1", "Привет всем! Как дела?")],
  [15, message(boris, "s2", "Привет, @Анна 🙂")],
  [40, message(vera, "s3", "Смотрите: https://example.com/отчёт")],
  [61, disconnected(vera, "s3", { code: 1006, status: "abnormal", duration_ms: 58_000 })],
  [64, connected(vera, "s4", "text")],
  [121, disconnected(anna, "s1", { code: 1000, status: "normal", duration_ms: 120_000 })],
  [130, disconnected(boris, "s2", { code: 1001, status: "going-away", duration_ms: 128_000 })],
];

/** Three people, four sessions, one of them still open. */
export const smallLog: readonly LogRecord[] = happenings.map(([second, fields], index) =>
  Object.assign({ seq: index + 1 }, index > 0 && { prev: index }, { time: at(second) }, fields),
);

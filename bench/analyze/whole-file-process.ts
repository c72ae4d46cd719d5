import { readFileSync } from "node:fs";
import type { Answer } from "./answer.ts";

// The least that can be written: the whole file as one value, then a loop. `node whole-file-process.ts FILE`

interface Entry {
  readonly type: string;
  readonly sender: string;
  readonly client_id: string;
  readonly status?: string;
  readonly duration_ms?: number;
}

const [file = ""] = process.argv.slice(2);
const messages: Record<string, number> = {};
const statuses: Record<string, number> = {};
const sessions = { count: 0, total_ms: 0, max_ms: 0 };
for (const entry of JSON.parse(readFileSync(file, "utf8")) as readonly Entry[]) {
  const { type, sender, client_id, status = "", duration_ms = 0 } = entry;
  if (type === "message" && sender === "client") messages[client_id] = (messages[client_id] ?? 0) + 1;
  if (type !== "disconnected") continue;
  statuses[status] = (statuses[status] ?? 0) + 1;
  if (status.startsWith("server-")) continue;
  sessions.count += 1;
  sessions.total_ms += duration_ms;
  sessions.max_ms = Math.max(sessions.max_ms, duration_ms);
}
process.stdout.write(JSON.stringify({ messages, sessions, statuses } satisfies Answer));

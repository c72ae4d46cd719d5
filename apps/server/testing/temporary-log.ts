import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  createIdIndex,
  openLog,
  readRedactionKey,
  redactLog,
  type EventLog,
  type OpenLogOptions,
} from "@beseda/log";
import type { RecordDraft } from "@beseda/protocol";
import { Chat } from "../src/chat/chat.ts";
import { CountableMessages } from "../src/chat/countable-messages.ts";
import { MembershipHistory } from "../src/chat/membership-history.ts";
import { ChatProjection } from "../src/chat/projection.ts";

/** A chat on a real log in its own folder, removed with the test. */
export interface TemporaryChat extends AsyncDisposable {
  readonly chat: Chat;
  readonly log: EventLog;
  /** Opens the same log again, as after a restart; `anew` from its first record, without the checkpoint. */
  reopen(how?: "anew"): Promise<TemporaryChat>;
  /** Closes the log, removes texts from it, and opens it again (LOG-17). */
  redact(...seqs: readonly number[]): Promise<TemporaryChat>;
}

type Options = Pick<OpenLogOptions, "commitDelay" | "disk" | "durability" | "clock">;

const start = (id: string): RecordDraft => ({
  type: "server-started",
  client_id: "server",
  sender: "server",
  message: "The server is running.",
  log: id,
  version: "0.0.0",
});

const openIn = async (folder: string, options: Options = {}): Promise<TemporaryChat> => {
  const projection = new ChatProjection();
  const ids = createIdIndex();
  const memberships = new MembershipHistory();
  const messages = new CountableMessages();
  const file = join(folder, "messages.json");
  const data = join(folder, "data");
  const log = await openLog({
    file,
    data,
    projections: [projection, ids, memberships, messages],
    ...options,
    start,
  });
  return {
    chat: new Chat({
      log,
      projection,
      ids,
      memberships,
      messages,
      locale: "en",
      retryMs: 5,
      redactionKey: () => readRedactionKey(data),
      ...(options.clock && { now: options.clock }),
    }),
    log,
    reopen: async (how) => {
      await log.close();
      if (how === "anew") await rm(join(folder, "data", "log.checkpoint"), { force: true });
      return openIn(folder, options);
    },
    redact: async (...seqs) => {
      await log.close();
      const ranges = seqs.map((seq) => [seq, seq] as const);
      await redactLog(file, { data, seqs: ranges, start, message: "The text is removed." });
      return openIn(folder, options);
    },
    [Symbol.asyncDispose]: async () => {
      await log.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

export const temporaryChat = async (options?: Options): Promise<TemporaryChat> =>
  openIn(await mkdtemp(join(tmpdir(), "beseda-chat-")), options);

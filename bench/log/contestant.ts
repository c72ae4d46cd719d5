import type { RecordDraft } from "@beseda/protocol";

/** One way to keep messages. */
export interface Contestant {
  readonly name: string;
  /** The file whose growth is counted. */
  readonly file: string;
  /** Resolves when the message is acknowledged, whatever that is worth here. */
  append(draft: RecordDraft): Promise<unknown>;
  close(): Promise<void>;
}

/** Opens a contestant in an empty directory. */
export type Enter = (directory: string) => Promise<Contestant>;

const text = "Привет! Встречаемся в семь у входа, билеты у меня. Кто опоздает, тот ждёт антракта.";

/** A message of the usual length, which every contestant keeps. */
export const draftOf = (index: number): RecordDraft => ({
  type: "message",
  room: "lobby",
  client_id: `Client_${index % 300}`,
  name: "Анна",
  id: `01JD${index.toString(36).padStart(12, "0")}`,
  session: `s${index % 300}`,
  sender: "client",
  message: text,
});

/** The draft as the contestants keep it that number and date their records themselves. */
export const recordOf = (draft: RecordDraft, seq: number): object => ({
  seq,
  time: new Date().toISOString(),
  ...draft,
});

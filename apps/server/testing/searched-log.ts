import type { LogEntry } from "@beseda/log";
import type { RecordDraft } from "@beseda/protocol";
import { parseQuery } from "@beseda/search";
import { SearchFeed } from "../src/search/search-feed.ts";
import type { FoundMessages, SearchIndex, Wanted } from "../src/search/search-index.ts";
import { temporaryChat, type TemporaryChat } from "./temporary-log.ts";
import { until } from "./until.ts";

export type OpenIndex = (readAt: (seqs: readonly number[]) => Promise<readonly LogEntry[]>) => SearchIndex;

/** A real log with an index that is fed from it. */
export class SearchedLog implements AsyncDisposable {
  #chat: TemporaryChat;
  readonly #open: OpenIndex;
  #index: SearchIndex | undefined;
  #feed: SearchFeed | undefined;
  readonly troubles: (string | undefined)[] = [];
  #ids = 0;

  constructor(chat: TemporaryChat, open: OpenIndex) {
    this.#chat = chat;
    this.#open = open;
  }

  static async make(open: OpenIndex): Promise<SearchedLog> {
    const made = new SearchedLog(await temporaryChat(), open);
    await made.start();
    return made;
  }

  get index(): SearchIndex {
    if (!this.#index) throw new Error("the index is closed");
    return this.#index;
  }

  get feed(): SearchFeed {
    if (!this.#feed) throw new Error("the index is closed");
    return this.#feed;
  }

  get last(): number {
    return this.#chat.log.last.seq;
  }

  async start(): Promise<void> {
    const { log } = this.#chat;
    this.#index = this.#open((seqs) => log.readAt(seqs));
    const onTrouble = (error: Error | undefined): void => void this.troubles.push(error?.message);
    this.#feed = new SearchFeed({ log, index: this.#index, onTrouble, gatherMs: 1, retryMs: 20 });
  }

  async stop(): Promise<void> {
    await this.#feed?.stop();
    await this.#index?.close();
  }

  async append(...drafts: readonly RecordDraft[]): Promise<number> {
    const entries = await this.#chat.log.append(drafts);
    return entries[0]?.seq ?? 0;
  }

  say(message: string, { name = "Анна", room = "lobby", client_id = "Client_1" } = {}): Promise<number> {
    this.#ids += 1;
    const who = { room, client_id, name, sender: "client" as const };
    return this.append({ ...who, type: "message", id: `m${this.#ids}`, salt: "DEFGLMNO", message });
  }

  /** Sends a file of that name, with words or without. */
  sendFile(name: string, message = ""): Promise<number> {
    this.#ids += 1;
    const who = { room: "lobby", client_id: "Client_1", name: "Анна", sender: "client" as const };
    const file = { name, size: 9, type: "application/pdf", sha256: "0f".repeat(32) };
    return this.append({ ...who, type: "file", id: `m${this.#ids}`, salt: "DEFGLMNO", file, message });
  }

  edit(target: number, message: string): Promise<number> {
    this.#ids += 1;
    const who = { room: "lobby", client_id: "Client_1", name: "Анна", sender: "client" as const };
    return this.append({ ...who, type: "edited", id: `m${this.#ids}`, target, salt: "DEFGLMNO", message });
  }

  remove(target: number): Promise<number> {
    const who = { room: "lobby", client_id: "Client_1", name: "Анна", sender: "server" as const };
    return this.append({ ...who, type: "deleted", by: "Client_1", by_name: "Анна", target, message: "" });
  }

  /** Waits until the index has all of the log. */
  async caughtUp(): Promise<void> {
    await until(
      () => `the index to have ${this.last}, beyond ${this.#index?.part?.seq}`,
      () => this.#index?.part?.seq === this.last,
      20_000,
    );
  }

  async pageOf(query: string, more: Partial<Wanted> = {}): Promise<FoundMessages> {
    await this.caughtUp();
    return this.index.find({
      query: parseQuery(query, new Date()),
      rooms: [["lobby", 0]],
      clients: [],
      without: [],
      order: "newest",
      limit: 100,
      ...more,
    });
  }

  async find(query: string, more: Partial<Wanted> = {}): Promise<readonly number[]> {
    const { found } = await this.pageOf(query, more);
    return found.map(({ seq }) => seq);
  }

  /** Restarts the log and the index, with texts taken out of the log in between, where any are named. */
  async restart(...redacted: readonly number[]): Promise<void> {
    await this.stop();
    this.#chat = redacted.length > 0 ? await this.#chat.redact(...redacted) : await this.#chat.reopen();
    await this.start();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    await this.#chat[Symbol.asyncDispose]();
  }
}

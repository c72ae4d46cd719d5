import {
  closeCodes,
  textsOf,
  type Locale,
  type PinnedMessage,
  type SearchFound,
  type SearchRequest,
} from "@beseda/protocol";
import type { ChatAccount } from "./chat-account.ts";
import type { ChatClient, ChatSnapshot, CommandOutcome, Member, Presence, Way } from "./chat-client.ts";
import type { Place } from "./chat-history.ts";
import type { ChatParts } from "./chat-parts.ts";
import type { ChatClientOptions } from "./options.ts";
import { isAhead } from "./outbox/ahead.ts";
import { Wiring } from "./wiring.ts";

/** The chat of one person. */
export class Chat implements ChatClient {
  readonly #parts: Wiring;

  constructor(options: ChatClientOptions, parts: ChatParts) {
    this.#parts = new Wiring(options, parts);
    void this.#start();
  }

  snapshot(): ChatSnapshot {
    return this.#parts.store.snapshot();
  }

  subscribe(listener: () => void): () => void {
    return this.#parts.store.subscribe(listener);
  }

  send(message: Parameters<ChatClient["send"]>[0]): string {
    this.typing(message.room, false);
    return this.#parts.writer.write(message);
  }

  retry(key: string): void {
    this.#parts.writer.outbox.retry(key);
  }

  discard(key: string): void {
    this.#parts.writer.outbox.discard(key);
  }

  async settled(): Promise<void> {
    const { welcoming, writer } = this.#parts;
    await welcoming.done();
    await writer.outbox.settled();
  }

  loadOlder(room: string): Promise<void> {
    return this.#parts.sync.loadOlder(room);
  }

  goTo(room: string, place: Place): Promise<number | undefined> {
    return this.#parts.sync.windows.goTo(room, place);
  }

  toNewest(room: string): void {
    this.#parts.sync.windows.toNewest(room);
  }

  loadNewer(room: string): Promise<void> {
    return this.#parts.sync.windows.loadNewer(room);
  }

  search(wanted: SearchRequest): Promise<SearchFound> {
    return this.#parts.rooms.search(wanted);
  }

  go(command: Parameters<ChatClient["go"]>[0]): Way {
    return this.#parts.commands.go(command);
  }

  perform(command: Parameters<ChatClient["perform"]>[0]): Promise<CommandOutcome> {
    return this.go(command).outcome;
  }

  pins(room: string): Promise<readonly PinnedMessage[]> {
    return this.#parts.rooms.pins(room);
  }

  members(room: string): Promise<readonly Member[]> {
    return this.#parts.rooms.members(room);
  }

  direct(name: string): Promise<string> {
    return this.#parts.rooms.direct(name);
  }

  markRead(room: string, seq: number): void {
    this.#parts.reading.markRead(room, seq);
  }

  markUnread(room: string, seq: number): void {
    this.#parts.reading.markUnread(room, seq);
  }

  typing(room: string, isTyping: boolean): void {
    if (!isAhead(room)) this.#parts.signals.typing(room, isTyping);
  }

  setPresence(presence: Presence): void {
    this.#parts.signals.setPresence(presence);
  }

  /** The account's requests, each over whatever connection there is when it is made. */
  get account(): ChatAccount {
    const { caller, naming } = this.#parts;
    const account = async () => (await caller.api()).account;
    return {
      register: async (password) => {
        const name = await naming.asked();
        return (await account()).register(password, name);
      },
      login: async (credentials) => (await account()).login(credentials),
      logout: async () => (await account()).logout(),
      changePassword: async (passwords) => (await account()).changePassword(passwords),
      redeem: async (invitation) => (await account()).redeem(invitation),
    };
  }

  rename(name: string): Promise<void> {
    return this.#parts.naming.rename(name);
  }

  speak(locale: Locale): void {
    const { language, timelines, kept } = this.#parts;
    const before = language.locale;
    language.speak(locale);
    if (language.locale === before) return;
    timelines.reword();
    kept.problems.tell();
  }

  join(room: string): Promise<void> {
    return this.#parts.rooms.join(room);
  }

  leave(room: string): Promise<void> {
    return this.#parts.rooms.leave(room);
  }

  refreshRooms(): Promise<void> {
    return this.#parts.rooms.refresh();
  }

  reconnectNow(): void {
    this.#parts.dialer.dial();
  }

  async quit(farewell?: string): Promise<string> {
    const { dialer, caller, language, reading } = this.#parts;
    const connection = dialer.online;
    reading.flush();
    dialer.expectEnd();
    const said = connection && (await caller.quit(connection.api, farewell));
    const reason = said ?? textsOf(language.locale).farewell();
    dialer.end({ code: closeCodes.normal.code, reason });
    await this.#release();
    return reason;
  }

  async close(): Promise<void> {
    const { dialer, language, reading } = this.#parts;
    const { code, reason } = closeCodes.goingAway;
    reading.flush();
    dialer.end({ code, reason: reason[language.locale] }, closeCodes.leaving.code);
    await this.#release();
  }

  async #start(): Promise<void> {
    const { kept, dialer } = this.#parts;
    void this.#restore();
    await kept.identity.restore();
    dialer.dial();
  }

  async #restore(): Promise<void> {
    const { writer, kept } = this.#parts;
    const { storage, problems } = kept;
    await writer.restore();
    try {
      problems.unreadable((await storage.unreadable?.()) ?? []);
    } catch (error) {
      problems.failed("outbox", error);
    }
  }

  async #release(): Promise<void> {
    const { writer, environment } = this.#parts;
    await writer.stored();
    environment.stop();
  }
}

import {
  closeCodes,
  lobby,
  textsOf,
  type Locale,
  type PinnedMessage,
  type SearchFound,
  type SearchRequest,
} from "@beseda/protocol";
import type { ChatAccount } from "../src/chat-account.ts";
import type {
  ChatClient,
  CommandOutcome,
  DeliveryState,
  Member,
  Presence,
  ServerInvocation,
  TimelineMessage,
  Way,
} from "../src/chat-client.ts";
import type { Place } from "../src/chat-history.ts";
import { searchIn } from "./fake-search.ts";
import { anna, boris, vera } from "./people.ts";
import { MarkedChat } from "./marked-chat.ts";

type Command = Parameters<ChatClient["perform"]>[0];

/**
 * A chat in memory, for tests of what stands on the SDK and for looking at it: keeps the contract of {@link ChatClient},
 * notes the requests that it gets, and is played by the test.
 */
export class FakeChatClient extends MarkedChat implements ChatClient {
  /** The requests to the server, in order. */
  readonly calls: string[] = [];
  /** The commands among those. */
  readonly performed: Command[] = [];
  /** The signals that were sent, in order. */
  readonly signals: string[] = [];
  /** The refusal of requests to the server, until it is taken back; a function may refuse some of them. */
  refusal: string | Error | ((question: string) => Error | undefined) | undefined;
  /** The outcome of commands. */
  outcome: CommandOutcome = { lines: [] };
  /** The people who are there. */
  people: readonly Member[] = [anna, boris, vera];
  /** The pinned messages. */
  pinned: readonly PinnedMessage[] = [];
  /** What a search finds; by default what has its words as they stand in it. */
  searching: (wanted: SearchRequest) => SearchFound = (wanted) => searchIn(this.timelines, wanted);
  /** The promise that joining a room waits for. */
  joining: Promise<void> = Promise.resolve();
  /** How long an older page takes. */
  olderMs = 50;
  #sent = 0;
  #loading: Promise<void> | undefined;
  /** Results of commands that lead somewhere, by the room ahead of them. */
  readonly #led = new Map<string, { readonly room?: string; readonly failed?: DeliveryState }>();

  send({ room, text, action, reply_to }: Parameters<ChatClient["send"]>[0]): string {
    this.#sent += 1;
    const key = `own-${this.#sent}`;
    const led = this.#led.get(room);
    const message: TimelineMessage = {
      kind: "message",
      key,
      seq: 0,
      time: this.time,
      ...this.me,
      text,
      own: true,
      action: action ?? false,
      ...(reply_to !== undefined && { reply_to }),
      delivery: led?.failed ?? this.#unanswered,
    };
    this.timelines.add(led?.room ?? room, [message]);
    this.change();
    return key;
  }

  retry(key: string): void {
    this.timelines.deliver(key, this.#unanswered);
    this.change();
  }

  discard(key: string): void {
    this.timelines.discard(key);
    this.change();
  }

  async settled(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const look = (): void => {
      if (this.waiting.length === 0) resolve();
    };
    const stop = this.subscribe(look);
    look();
    await promise;
    stop();
  }

  loadOlder(room: string): Promise<void> {
    this.#loading ??= this.#loadOlder(room).finally(() => (this.#loading = undefined));
    return this.#loading;
  }

  async goTo(room: string, place: Place): Promise<number | undefined> {
    this.#ask(`go to ${"seq" in place ? `#${place.seq}` : place.time} in ${room}`);
    return this.show(room, place);
  }

  toNewest(room: string): void {
    this.show(room, undefined);
  }

  async loadNewer(room: string): Promise<void> {
    this.#ask(`newer ${room}`);
    while (this.timelines.rooms.get(room)?.hasOlder === true) this.load(room);
    this.show(room, undefined);
  }

  get account(): ChatAccount {
    return {
      register: async (password) => this.#ask(`register ${password}`),
      login: async ({ name, password }) => {
        this.#ask(`login ${name} ${password}`);
        return { token: `token of ${name}`, name, client_id: `id of ${name}` };
      },
      logout: async () => this.#ask("logout"),
      changePassword: async (passwords) => this.#ask(`password ${passwords.old} ${passwords.new}`),
      redeem: async (invitation) => this.#ask(`redeem ${invitation}`),
    };
  }

  go({ room, invocation }: Command): Way {
    const { command, arguments: given } = invocation;
    if (command !== "msg" && command !== "join" && command !== "part" && command !== "create")
      return { ahead: room, outcome: this.#perform({ room, invocation }) };
    this.#sent += 1;
    const ahead = `>${this.#sent}`;
    const errand = this.send({ room: ahead, text: command === "msg" ? `/msg ${given.name}` : `/${command}` });
    const key = command === "msg" ? this.send({ room: ahead, text: given.text }) : undefined;
    const outcome = this.#lead(invocation, room).then(
      (to) => this.#arrive({ ahead, errand, to }),
      (error: unknown) => this.#giveBack(ahead, error),
    );
    return { ahead, outcome, ...(key !== undefined && { key }) };
  }

  perform(command: Command): Promise<CommandOutcome> {
    return this.go(command).outcome;
  }

  async members(): Promise<readonly Member[]> {
    return this.people;
  }

  async pins(): Promise<readonly PinnedMessage[]> {
    return this.pinned;
  }

  async search(wanted: SearchRequest): Promise<SearchFound> {
    this.#ask(`search ${JSON.stringify(wanted)}`);
    return this.searching(wanted);
  }

  async direct(name: string): Promise<string> {
    this.#ask(`direct ${name}`);
    const other = this.people.find((person) => person.client_id === name || person.name === name);
    const room = `@${this.me.client_id}+${other?.client_id ?? name}`;
    this.openDirect(room, other?.name ?? name);
    return room;
  }

  typing(room: string, isTyping: boolean): void {
    this.signals.push(`${isTyping ? "typing" : "not typing"} in ${room}`);
  }

  setPresence(presence: Presence): void {
    this.signals.push(presence);
  }

  speak(locale: Locale): void {
    this.signals.push(`speaks ${locale}`);
  }

  async rename(name: string): Promise<void> {
    this.#ask(`rename ${name}`);
    this.me = { ...this.me, name };
    this.change({ me: this.me });
  }

  async join(room: string): Promise<void> {
    this.#ask(`join ${room}`);
    await this.joining;
    this.enter({ room });
  }

  async leave(room: string): Promise<void> {
    this.#ask(`leave ${room}`);
    this.timelines.drop(room);
    this.change({ rooms: this.snapshot().rooms.filter((known) => known.room !== room) });
  }

  async refreshRooms(): Promise<void> {
    this.#ask("refresh rooms");
  }

  reconnectNow(): void {
    this.calls.push("reconnect now");
  }

  async quit(farewell?: string): Promise<string> {
    this.#ask(`quit ${farewell ?? ""}`.trim());
    const { code, status } = closeCodes.normal;
    const reason = textsOf(this.locale).farewell();
    this.connection({ phase: "ended", code, status, reason });
    return reason;
  }

  async close(): Promise<void> {
    this.calls.push("close");
  }

  /** The state of a message that the server has not answered. */
  get #unanswered(): DeliveryState {
    return { state: this.snapshot().connection.phase === "online" ? "sent" : "queued" };
  }

  #ask(question: string): void {
    this.calls.push(question);
    const { refusal } = this;
    const refused = typeof refusal === "function" ? refusal(question) : refusal;
    if (refused !== undefined) throw typeof refused === "string" ? new Error(refused) : refused;
  }

  async #perform(command: Command): Promise<CommandOutcome> {
    const { room, invocation } = command;
    this.performed.push(command);
    this.#ask(`${invocation.command} in ${room} ${JSON.stringify(invocation.arguments)}`);
    return this.outcome;
  }

  async #lead(invocation: ServerInvocation, from: string): Promise<string> {
    const { command, arguments: given } = invocation;
    switch (command) {
      case "msg":
        return this.direct(given.name);
      case "join":
        await this.join(given.room);
        return given.room;
      case "create":
        return (await this.#perform({ room: from, invocation })).room ?? from;
      default:
        await this.leave(from);
        return lobby;
    }
  }

  /** Moves what was said ahead of the room to it. */
  #arrive({ ahead, errand, to }: { ahead: string; errand: string; to: string }): CommandOutcome {
    this.timelines.discard(errand);
    this.#led.set(ahead, { room: to });
    this.timelines.move(ahead, to);
    this.change();
    return { ...this.outcome, room: to };
  }

  /** Fails what was said behind a command that was refused (CLI-1). */
  #giveBack(ahead: string, error: unknown): never {
    const failed = { state: "failed", reason: error instanceof Error ? error.message : "" } as const;
    this.#led.set(ahead, { failed });
    for (const key of this.timelines.keysIn(ahead)) this.timelines.deliver(key, failed);
    this.change();
    throw error;
  }

  async #loadOlder(room: string): Promise<void> {
    if (this.snapshot().timelines.get(room)?.hasOlder !== true) return;
    this.#ask(`older ${room}`);
    this.timelines.change(room, { loadingOlder: true });
    this.change();
    await new Promise((resolve) => setTimeout(resolve, this.olderMs));
    this.load(room);
    this.change();
  }
}

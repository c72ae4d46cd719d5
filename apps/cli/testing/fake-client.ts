import type {
  ChatAccount,
  ChatClient,
  ChatSnapshot,
  CommandOutcome,
  ConnectionState,
  DeliveryState,
  Member,
  Presence,
  RoomTimeline,
  ServerInvocation,
  TimelineItem,
  TimelineMessage,
  Way,
} from "@beseda/client";
import {
  closeCodes,
  defaultLimits,
  lobby,
  type ChatRecord,
  type Locale,
  type RoomSummary,
  type Welcome,
} from "@beseda/protocol";

const emptyTimeline: RoomTimeline = { items: [], hasOlder: false, loadingOlder: false, arriving: false };

interface Said {
  readonly name: string;
  readonly text: string;
  readonly room?: string;
  readonly time?: string;
  readonly action?: boolean;
}

/**
 * A chat in memory, for tests of what stands on the SDK: keeps the contract of {@link ChatClient}, and lets a test play
 * the server and the network. Nothing is acknowledged until the test says so.
 */
export class FakeClient implements ChatClient {
  readonly #listeners = new Set<() => void>();
  #snapshot: ChatSnapshot;
  #seq = 0;
  #sent = 0;
  /** What became of commands that lead somewhere, by the room ahead of them. */
  readonly #led = new Map<string, { readonly room?: string; readonly failed?: DeliveryState }>();
  readonly calls: string[] = [];
  /** What joining a room waits for. */
  joining: Promise<void> = Promise.resolve();
  /** What the next questions to the server are refused with. */
  refusal: string | undefined;
  /** What the next command comes to. */
  outcome: CommandOutcome = { lines: [] };
  /** What was performed, in order. */
  readonly performed: Parameters<ChatClient["perform"]>[0][] = [];
  /** What was said that passes, in order. */
  readonly signals: string[] = [];
  farewell: string = closeCodes.normal.reason.ru;

  constructor({ name = "Анна" }: { readonly name?: string } = {}) {
    this.#snapshot = {
      connection: { phase: "connecting", attempt: 1 },
      welcome: undefined,
      me: { client_id: "Client_1", name },
      rooms: [],
      timelines: new Map(),
      typing: new Map(),
      away: new Set(),
      invitations: [],
      blocked: new Map(),
      reports: 0,
      unsent: 0,
    };
  }

  snapshot(): ChatSnapshot {
    return this.#snapshot;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  // What a test plays.

  /** The server greets. */
  greet(welcome: Partial<Welcome> = {}): void {
    const rooms: RoomSummary[] = [{ room: lobby, topic: "", members: 3, last: this.#seq }];
    const greeting: Welcome = {
      message: "Добро пожаловать в чат!",
      client_id: "Client_1",
      name: this.#snapshot.me?.name ?? "Анна",
      session: "s1",
      token: "secret",
      log: "log-1",
      seq: this.#seq,
      rooms,
      locale: "ru",
      limits: defaultLimits,
      server: { name: "Беседа", version: "0.1.0" },
      resumed: false,
      ...welcome,
    };
    const { client_id, name } = greeting;
    this.#change({
      welcome: greeting,
      me: { client_id, name },
      rooms: greeting.rooms,
      connection: { phase: "online" },
    });
  }

  connection(connection: ConnectionState): void {
    this.#change({ connection });
  }

  /** Somebody says something. */
  hear({ name, text, room = lobby, time = "2026-11-21T10:45:00.000Z", action = false }: Said): void {
    const seq = this.#nextSeq();
    this.#append(room, {
      ...this.#message(`r${seq}`, text),
      seq,
      time,
      name,
      client_id: `id of ${name}`,
      own: false,
      action,
    });
    this.arrive(seq);
  }

  /** A record that is not a message, with `seq` and `prev` given here. */
  happen(record: (place: { seq: number; prev: number; time: string; room: string }) => ChatRecord): void {
    const seq = this.#nextSeq();
    const made = record({ seq, prev: 0, time: "2026-11-21T10:45:00.000Z", room: lobby });
    this.#append(lobby, { kind: "notice", key: `r${seq}`, seq, time: made.time, record: made });
    this.arrive(seq);
  }

  /** What concerns oneself alone is this now. */
  personal(change: Partial<Pick<ChatSnapshot, "invitations" | "blocked" | "reports">>): void {
    this.#change(change);
  }

  /** Others type; nobody any more where no name is given. */
  typists(room: string, ...names: readonly string[]): void {
    const those = names.map((name) => ({ client_id: `id of ${name}`, name }));
    this.#change({ typing: new Map(those.length === 0 ? [] : [[room, those]]) });
  }

  /** The rooms are these. */
  rooms(...rooms: readonly RoomSummary[]): void {
    this.#change({ rooms });
  }

  acknowledge(key: string): void {
    this.arrive(this.acknowledgeAhead(key));
  }

  /** The acknowledgement comes before the record. */
  acknowledgeAhead(key: string): number {
    const seq = this.#nextSeq();
    this.#deliver(key, { state: "acknowledged", seq });
    return seq;
  }

  /** The records up to `last` have come. */
  arrive(last: number): void {
    this.#change({
      rooms: this.#snapshot.rooms.map((room) => ({ ...room, last: Math.max(room.last, last) })),
    });
  }

  fail(key: string, reason: string): void {
    this.#deliver(key, { state: "failed", reason });
  }

  /** What is unsent cannot be kept. */
  failStorage(problem: string): void {
    this.#change({ storageProblem: problem });
  }

  /** Keys of own messages that wait for an acknowledgement. */
  get waiting(): readonly string[] {
    return this.#own()
      .filter(isWaiting)
      .map(({ key }) => key);
  }

  // What the terminal client calls.

  send({ room, text, action }: { room: string; text: string; action?: true }): string {
    this.#sent += 1;
    const key = `own-${this.#sent}`;
    const delivery: DeliveryState = this.#led.get(room)?.failed ?? { state: "sent" };
    const to = this.#led.get(room)?.room ?? room;
    this.#append(to, { ...this.#message(key, text), action: action ?? false, delivery });
    return key;
  }

  retry(key: string): void {
    this.#deliver(key, { state: "queued" });
  }

  discard(key: string): void {
    this.#eachTimeline((items) => items.filter((item) => item.key !== key));
  }

  async settled(): Promise<void> {
    if (this.waiting.length === 0) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const stop = this.subscribe(() => {
      if (this.waiting.length === 0) resolve();
    });
    await promise;
    stop();
  }

  async loadOlder(room: string): Promise<void> {
    this.#ask(`older ${room}`);
  }

  async refreshRooms(): Promise<void> {
    this.#ask("refresh rooms");
  }

  get account(): ChatAccount {
    return {
      register: async () => this.#ask("register"),
      login: async ({ name }) => {
        this.#ask(`login ${name}`);
        return { token: "token", name, client_id: `id of ${name}` };
      },
      logout: async () => this.#ask("logout"),
      changePassword: async () => this.#ask("password"),
      redeem: async () => this.#ask("redeem"),
    };
  }

  go({ room, invocation }: Parameters<ChatClient["go"]>[0]): Way {
    const { command, arguments: given } = invocation;
    if (command !== "msg" && command !== "join" && command !== "part" && command !== "create")
      return { ahead: room, outcome: this.#perform({ room, invocation }) };
    this.#sent += 1;
    const ahead = `>${this.#sent}`;
    const text = command === "msg" ? `/msg ${given.name}` : `/${command}`;
    const errand = this.send({ room: ahead, text });
    const key = command === "msg" ? this.send({ room: ahead, text: given.text }) : undefined;
    const arrive = async (): Promise<CommandOutcome> => {
      try {
        const to = await this.#lead(invocation, room);
        this.discard(errand);
        this.#led.set(ahead, { room: to });
        this.#move(ahead, to);
        return { ...this.outcome, room: to };
      } catch (error) {
        this.#led.set(ahead, { failed: { state: "failed", reason: String(this.refusal) } });
        const items = this.#snapshot.timelines.get(ahead)?.items ?? [];
        for (const { key: held } of items) this.fail(held, String(this.refusal));
        throw error;
      }
    };
    return { ahead, outcome: arrive(), ...(key !== undefined && { key }) };
  }

  perform(command: Parameters<ChatClient["perform"]>[0]): Promise<CommandOutcome> {
    return this.go(command).outcome;
  }

  async #perform(command: Parameters<ChatClient["perform"]>[0]): Promise<CommandOutcome> {
    this.performed.push(command);
    if (this.refusal !== undefined) throw new Error(this.refusal);
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

  #move(ahead: string, room: string): void {
    const held = this.#snapshot.timelines.get(ahead)?.items ?? [];
    for (const item of held) this.#append(room, item);
    this.#timelines(new Map([...this.#snapshot.timelines].filter(([name]) => name !== ahead)));
  }

  async members(): Promise<readonly Member[]> {
    return [];
  }

  async direct(name: string): Promise<string> {
    this.#ask(`direct ${name}`);
    return "@Client_1+Client_2";
  }

  typing(room: string, isTyping: boolean): void {
    this.signals.push(`${isTyping ? "typing" : "not typing"} in ${room}`);
  }

  setPresence(presence: Presence): void {
    this.signals.push(presence);
  }

  async rename(name: string): Promise<void> {
    this.#ask(`rename ${name}`);
    this.#change({ me: { client_id: this.#snapshot.me?.client_id ?? "Client_1", name } });
  }

  speak(locale: Locale): void {
    this.#ask(`speak ${locale}`);
  }

  async join(room: string): Promise<void> {
    this.#ask(`join ${room}`);
    await this.joining;
    this.#change({ rooms: [...this.#snapshot.rooms, { room, topic: "", members: 1, last: this.#seq }] });
  }

  async leave(room: string): Promise<void> {
    this.#ask(`leave ${room}`);
    this.#change({ rooms: this.#snapshot.rooms.filter((known) => known.room !== room) });
  }

  reconnectNow(): void {
    this.calls.push("reconnect now");
  }

  async quit(farewell?: string): Promise<string> {
    this.#ask(`quit ${farewell ?? ""}`.trim());
    const { code, status } = closeCodes.normal;
    this.#change({ connection: { phase: "ended", code, status, reason: this.farewell } });
    return this.farewell;
  }

  async close(): Promise<void> {
    this.calls.push("close");
  }

  #message(key: string, text: string): TimelineMessage {
    const { client_id = "Client_1", name = "Анна" } = this.#snapshot.me ?? {};
    const time = "2026-11-21T10:45:00.000Z";
    return { kind: "message", key, seq: 0, time, client_id, name, text, own: true, action: false };
  }

  #ask(what: string): void {
    this.calls.push(what);
    if (this.refusal !== undefined) throw new Error(this.refusal);
  }

  #nextSeq(): number {
    this.#seq += 1;
    return this.#seq;
  }

  #own(): readonly TimelineMessage[] {
    return [...this.#snapshot.timelines.values()]
      .flatMap(({ items }) => items)
      .filter((item) => item.kind === "message")
      .filter(({ own }) => own);
  }

  #deliver(key: string, delivery: DeliveryState): void {
    const seq = delivery.state === "acknowledged" ? { seq: delivery.seq } : {};
    this.#eachTimeline((items) =>
      items.map((item) =>
        item.kind === "message" && item.key === key ? { ...item, ...seq, delivery } : item,
      ),
    );
  }

  #append(room: string, item: TimelineItem): void {
    const timeline = this.#snapshot.timelines.get(room) ?? emptyTimeline;
    this.#timelines(
      new Map([...this.#snapshot.timelines, [room, { ...timeline, items: [...timeline.items, item] }]]),
    );
  }

  #eachTimeline(change: (items: readonly TimelineItem[]) => readonly TimelineItem[]): void {
    const changed = [...this.#snapshot.timelines].map(
      ([room, timeline]) => [room, { ...timeline, items: change(timeline.items) }] as const,
    );
    this.#timelines(new Map(changed));
  }

  #timelines(changed: ReadonlyMap<string, RoomTimeline>): void {
    const timelines = new Map(
      Array.from(changed, ([room, timeline]) => [room, { ...timeline, items: inOrder(timeline.items) }]),
    );
    this.#snapshot = { ...this.#snapshot, timelines };
    this.#change({ unsent: this.#own().filter(isUnsent).length });
  }

  #change(change: Partial<ChatSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...change };
    for (const listener of this.#listeners) listener();
  }
}

/** Records by `seq`, own messages without one last, as they were written. */
const inOrder = (items: readonly TimelineItem[]): readonly TimelineItem[] =>
  items.toSorted((one, other) => (one.seq || Infinity) - (other.seq || Infinity) || 0);

const isWaiting = ({ delivery }: TimelineMessage): boolean =>
  delivery?.state === "queued" || delivery?.state === "sent";

const isUnsent = ({ delivery }: TimelineMessage): boolean =>
  delivery !== undefined && delivery.state !== "acknowledged";

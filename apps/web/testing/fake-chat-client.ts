import type {
  ChatAccount,
  ChatClient,
  ChatSnapshot,
  CommandOutcome,
  ConnectionState,
  Member,
  Presence,
  RoomTimeline,
  TimelineItem,
  TimelineMessage,
  Way,
} from "@beseda/client";
import { closeCodes, defaultLimits, lobby, textsOf, type Locale, type Welcome } from "@beseda/protocol";
import { anna, connectedRecord, disconnectedRecord, itemOf, messageRecord, type Person } from "./fake-log.ts";

export interface FakeOptions {
  readonly name?: string;
  readonly locale?: Locale;
  /** Messages of history in the lobby, of which the newest fifty are loaded at first. */
  readonly history?: number;
  /** Rooms beside the lobby that one is not in. */
  readonly otherRooms?: readonly string[];
  /** Time of the newest record of the history. */
  readonly now?: number;
}

const page = 50;
const minuteMs = 60_000;

/** A chat without a server, in memory, for looking at the page and for its tests: the test decides what happens. */
export class FakeChatClient implements ChatClient {
  readonly #listeners = new Set<() => void>();
  readonly #me: Person;
  readonly #locale: Locale;
  readonly #now: number;
  #older: TimelineItem[];
  #seq: number;
  #snapshot: ChatSnapshot;

  constructor({
    name = "Анна",
    locale = "ru",
    history = 0,
    otherRooms = [],
    now = Date.now(),
  }: FakeOptions = {}) {
    this.#me = { client_id: anna.client_id, name };
    this.#locale = locale;
    this.#now = now;
    this.#seq = history;
    const items = this.#history(history);
    this.#older = items.slice(0, -page);
    this.#snapshot = {
      connection: { phase: "connecting", attempt: 1 },
      welcome: undefined,
      me: undefined,
      rooms: [lobby, ...otherRooms].map((room) => ({
        room,
        topic: "",
        members: room === lobby ? 3 : 0,
        last: room === lobby ? history : 0,
      })),
      timelines: new Map([[lobby, this.#timeline(items.slice(-page))]]),
      typing: new Map(),
      away: new Set(),
      invitations: [],
      blocked: new Map(),
      reports: 0,
      unsent: 0,
    };
  }

  /** The first greeting, or the connection after a loss; what is in the outbox goes out. */
  goOnline(): void {
    this.#change({ connection: { phase: "online" }, welcome: this.#welcome(), me: this.#me });
    this.#each((message) => (message.delivery?.state === "queued" ? { state: "sent" } : message.delivery));
  }

  /** The connection is lost; the next try is as far away as said. */
  lose(retryMs: number, reason = closeCodes.lost.reason[this.#locale]): void {
    this.goTo({ phase: "waiting", attempt: 1, retryAt: Date.now() + retryMs, reason });
    this.#each((message) => (message.delivery?.state === "sent" ? { state: "queued" } : message.delivery));
  }

  goTo(connection: ConnectionState): void {
    this.#change({ connection });
  }

  /** Somebody else says something. */
  say(person: Person, text: string, room: string = lobby): void {
    this.#append(room, itemOf(messageRecord(person, text, this.#at(room)), this.#me.client_id));
  }

  /** Somebody else says many things, which come together. */
  sayAll(person: Person, texts: readonly string[], room: string = lobby): void {
    const said = texts.map((text) => itemOf(messageRecord(person, text, this.#at(room)), this.#me.client_id));
    this.#show(room, [...(this.#snapshot.timelines.get(room)?.items ?? []), ...said]);
  }

  come(person: Person, room: string = lobby): void {
    this.#append(room, itemOf(connectedRecord(person, this.#at(room)), this.#me.client_id));
  }

  depart(person: Person, room: string = lobby): void {
    this.#append(room, itemOf(disconnectedRecord(person, this.#at(room)), this.#me.client_id));
  }

  /** The server has the oldest message that was sent. */
  acknowledge(): void {
    const [first] = this.#unsent();
    if (first === undefined) return;
    const { seq, time } = this.#at(lobby);
    this.#replace(first.key, { ...first, seq, time, delivery: { state: "acknowledged", seq } });
  }

  /** The server refuses the oldest message that was sent. */
  refuse(reason: string): void {
    const [first] = this.#unsent();
    if (first !== undefined) this.#replace(first.key, { ...first, delivery: { state: "failed", reason } });
  }

  snapshot(): ChatSnapshot {
    return this.#snapshot;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  send({ room, text, action }: Parameters<ChatClient["send"]>[0]): string {
    const key = `own ${crypto.randomUUID()}`;
    const online = this.#snapshot.connection.phase === "online";
    this.#append(room, {
      kind: "message",
      key,
      seq: 0,
      time: new Date().toISOString(),
      ...this.#me,
      text,
      own: true,
      action: action ?? false,
      delivery: { state: online ? "sent" : "queued" },
    });
    return key;
  }

  retry(key: string): void {
    const online = this.#snapshot.connection.phase === "online";
    this.#each((message) => (message.key === key ? { state: online ? "sent" : "queued" } : message.delivery));
  }

  discard(key: string): void {
    for (const [room, { items }] of this.#snapshot.timelines) {
      this.#show(
        room,
        items.filter((item) => item.key !== key),
      );
    }
  }

  async settled(): Promise<void> {}

  /** How long an older page takes. */
  olderMs = 50;

  async loadOlder(room: string): Promise<void> {
    const timeline = this.#snapshot.timelines.get(room);
    if (timeline === undefined || timeline.loadingOlder) return;
    this.#set(room, { ...timeline, loadingOlder: true });
    await new Promise((resolve) => setTimeout(resolve, this.olderMs));
    const arrived = this.#older.splice(-page);
    const now = this.#snapshot.timelines.get(room)?.items ?? [];
    this.#set(room, this.#timeline([...arrived, ...now]));
  }

  /** What was asked about the account, in order. */
  readonly asked: string[] = [];
  /** What the next question about the account is refused with. */
  refusal: string | Error | undefined;

  get account(): ChatAccount {
    const ask = async (question: string): Promise<void> => {
      this.asked.push(question);
      const { refusal } = this;
      this.refusal = undefined;
      if (refusal !== undefined) throw refusal instanceof Error ? refusal : new Error(refusal);
    };
    return {
      register: (password) => ask(`register ${password}`),
      login: async ({ name, password }) => {
        await ask(`login ${name} ${password}`);
        return { token: `token of ${name}`, name, client_id: `id of ${name}` };
      },
      logout: () => ask("logout"),
      changePassword: (passwords) => ask(`password ${passwords.old} ${passwords.new}`),
      redeem: (invitation) => ask(`redeem ${invitation}`),
    };
  }

  /** What the next commands come to; by default, nothing to be said. */
  outcome: CommandOutcome = { lines: [] };
  /** Who is there. */
  people: readonly Member[] = [
    { client_id: "Client_1", name: "Анна" },
    { client_id: "Client_2", name: "Борис" },
    { client_id: "Client_3", name: "Вера" },
  ];
  /** What was said that passes, in order. */
  readonly signals: string[] = [];

  go(command: Parameters<ChatClient["go"]>[0]): Way {
    return { ahead: command.room, outcome: this.perform(command) };
  }

  async perform({ room, invocation }: Parameters<ChatClient["perform"]>[0]): Promise<CommandOutcome> {
    this.asked.push(`${invocation.command} in ${room} ${JSON.stringify(invocation.arguments)}`);
    const { refusal } = this;
    this.refusal = undefined;
    if (refusal !== undefined) throw refusal instanceof Error ? refusal : new Error(refusal);
    return this.outcome;
  }

  async members(): Promise<readonly Member[]> {
    return this.people;
  }

  async direct(name: string): Promise<string> {
    this.asked.push(`direct ${name}`);
    const room = `@${this.#me.client_id}+${name}`;
    this.openDirect(room, this.people.find(({ client_id }) => client_id === name)?.name ?? name);
    return room;
  }

  typing(room: string, isTyping: boolean): void {
    this.signals.push(`${isTyping ? "typing" : "not typing"} in ${room}`);
  }

  setPresence(presence: Presence): void {
    this.signals.push(presence);
  }

  /** What concerns oneself alone is this now. */
  personal(change: Partial<Pick<ChatSnapshot, "invitations" | "blocked" | "reports">>): void {
    this.#change(change);
  }

  /** Others type; nobody any more where nobody is given. */
  typists(room: string, ...people: readonly Person[]): void {
    this.#change({ typing: new Map(people.length === 0 ? [] : [[room, people]]) });
  }

  /** These are away, everybody else is there. */
  goAway(...clientIds: readonly string[]): void {
    this.#change({ away: new Set(clientIds) });
  }

  /** Somebody begins to talk in private. */
  openDirect(room: string, title: string): void {
    if (this.#snapshot.timelines.has(room)) return;
    const rooms = [...this.#snapshot.rooms, { room, title, topic: "", members: 2, last: this.#seq }];
    this.#change({ rooms });
    this.#set(room, { items: [], hasOlder: false, loadingOlder: false, arriving: false });
  }

  async rename(name: string): Promise<void> {
    this.#change({ me: { ...this.#me, name } });
  }

  speak(locale: Locale): void {
    this.signals.push(`speaks ${locale}`);
  }

  async join(room: string): Promise<void> {
    this.#set(room, { items: [], hasOlder: false, loadingOlder: false, arriving: false });
  }

  async leave(room: string): Promise<void> {
    const timelines = new Map(this.#snapshot.timelines);
    timelines.delete(room);
    this.#change({ timelines });
  }

  async refreshRooms(): Promise<void> {}

  reconnectNow(): void {
    this.goOnline();
  }

  async quit(): Promise<string> {
    const { code, status } = closeCodes.normal;
    const reason = textsOf(this.#locale).farewell();
    this.goTo({ phase: "ended", code, status, reason });
    return reason;
  }

  async close(): Promise<void> {}

  #at(room: string) {
    this.#seq += 1;
    return { seq: this.#seq, time: new Date().toISOString(), room };
  }

  /** One message every two minutes, by three people in turn, several times each. */
  #history(count: number): readonly TimelineItem[] {
    const people = [
      { client_id: "Client_2", name: "Борис" },
      { client_id: "Client_3", name: "Вера" },
      this.#me,
    ];
    return Array.from({ length: count }, (_, index) => {
      const person = people[Math.floor(index / 3) % people.length] ?? this.#me;
      const time = new Date(this.#now - (count - index) * 2 * minuteMs).toISOString();
      const text = `Сообщение ${index + 1}${" и ещё несколько слов".repeat((index * 7) % 11)}`;
      return itemOf(messageRecord(person, text, { seq: index + 1, time, room: lobby }), this.#me.client_id);
    });
  }

  #timeline(items: readonly TimelineItem[]): RoomTimeline {
    return { items, hasOlder: this.#older.length > 0, loadingOlder: false, arriving: false };
  }

  #unsent(): readonly TimelineMessage[] {
    return [...this.#snapshot.timelines.values()]
      .flatMap(({ items }) => items)
      .filter((item): item is TimelineMessage => item.kind === "message" && item.own && item.seq === 0);
  }

  #append(room: string, item: TimelineItem): void {
    const items = this.#snapshot.timelines.get(room)?.items ?? [];
    this.#show(room, [...items, item]);
  }

  #replace(key: string, replacement: TimelineItem): void {
    this.#map((item) => (item.key === key ? replacement : item));
  }

  #each(next: (message: TimelineMessage) => TimelineMessage["delivery"]): void {
    this.#map((item) => {
      if (item.kind === "notice") return item;
      const delivery = next(item);
      return delivery === undefined || delivery === item.delivery ? item : { ...item, delivery };
    });
  }

  #map(next: (item: TimelineItem) => TimelineItem): void {
    for (const [room, { items }] of this.#snapshot.timelines) this.#show(room, items.map(next));
  }

  /** Unsent ones stand last. */
  #show(room: string, items: readonly TimelineItem[]): void {
    const sent = items.filter(({ seq }) => seq > 0).sort((one, other) => one.seq - other.seq);
    const waiting = items.filter(({ seq }) => seq === 0);
    const before = this.#snapshot.timelines.get(room) ?? this.#timeline([]);
    this.#set(room, { ...before, items: [...sent, ...waiting] });
  }

  #set(room: string, timeline: RoomTimeline): void {
    this.#change({ timelines: new Map(this.#snapshot.timelines).set(room, timeline) });
    this.#change({ unsent: this.#unsent().length });
  }

  #change(part: Partial<ChatSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...part };
    for (const listener of this.#listeners) queueMicrotask(listener);
  }

  #welcome(): Welcome {
    return {
      message: textsOf(this.#locale).greeting(),
      ...this.#me,
      session: "s1",
      token: "token",
      log: "log",
      seq: this.#seq,
      rooms: [...this.#snapshot.rooms],
      locale: this.#locale,
      limits: defaultLimits,
      server: { name: "beseda", version: "0.1.0" },
      resumed: false,
    };
  }
}

import type { RecordDraft } from "@beseda/protocol";
import { apply } from "./apply.ts";
import { emptyRoom, type ChatFacts, type ChatState, type Facts, type Room, type RoomFacts } from "./state.ts";

/** What one append changed: each undoes its own change, where no later one stands over it. */
export type Piece = readonly (() => void)[];

/** Of a message. */
const nothing: Piece = [];

/** `undefined` stands for what was deleted. */
interface Change<Value> {
  readonly value: Value | undefined;
}

/** Changes over a map that is left as it is. */
class LayeredMap<Key, Value> implements Facts<Key, Value> {
  readonly #below: () => Facts<Key, Value> | undefined;
  readonly #note: (undo: () => void) => void;
  // Most maps of most rooms are never changed.
  #changes: Map<Key, Change<Value>> | undefined;

  constructor(below: () => Facts<Key, Value> | undefined, note: (undo: () => void) => void) {
    this.#below = below;
    this.#note = note;
  }

  get(key: Key): Value | undefined {
    const change = this.#changes?.get(key);
    return change ? change.value : this.#below()?.get(key);
  }

  has(key: Key): boolean {
    const change = this.#changes?.get(key);
    return change ? change.value !== undefined : (this.#below()?.has(key) ?? false);
  }

  set(key: Key, value: Value): void {
    this.#change(key, value);
  }

  delete(key: Key): boolean {
    const isThere = this.has(key);
    if (isThere) this.#change(key, undefined);
    return isThere;
  }

  get size(): number {
    const below = this.#below();
    let size = below?.size ?? 0;
    if (!this.#changes) return size;
    for (const [key, { value }] of this.#changes)
      size += Number(value !== undefined) - Number(below?.has(key) ?? false);
    return size;
  }

  *keys(): Generator<Key> {
    const below = this.#below();
    for (const key of below?.keys() ?? []) if (this.has(key)) yield key;
    for (const [key, { value }] of this.#changes ?? [])
      if (value !== undefined && !below?.has(key)) yield key;
  }

  #change(key: Key, value: Value | undefined): void {
    const changes = (this.#changes ??= new Map());
    const change = { value };
    changes.set(key, change);
    this.#note(() => {
      if (changes.get(key) === change) changes.delete(key);
    });
  }
}

type Settings = Pick<Room, "topic" | "title" | "archived" | "slow">;

/** Changes over one room, whether or not it is there below. */
class LayeredRoom implements RoomFacts {
  readonly #below: () => Room | undefined;
  readonly #note: (undo: () => void) => void;
  readonly #settings: LayeredMap<"settings", Settings>;
  #roles: RoomFacts["roles"] | undefined;
  #mutes: RoomFacts["mutes"] | undefined;
  #spoke: RoomFacts["spoke"] | undefined;
  #members: RoomFacts["members"] | undefined;

  constructor(below: () => Room | undefined, note: (undo: () => void) => void) {
    this.#below = below;
    this.#note = note;
    this.#settings = new LayeredMap(() => undefined, note);
  }

  get roles(): RoomFacts["roles"] {
    return (this.#roles ??= new LayeredMap(() => this.#below()?.roles, this.#note));
  }

  get mutes(): RoomFacts["mutes"] {
    return (this.#mutes ??= new LayeredMap(() => this.#below()?.mutes, this.#note));
  }

  get spoke(): RoomFacts["spoke"] {
    return (this.#spoke ??= new LayeredMap(() => this.#below()?.spoke, this.#note));
  }

  get members(): RoomFacts["members"] {
    return (this.#members ??= new LayeredMap(() => this.#below()?.members, this.#note));
  }

  get topic(): string {
    return this.#now.topic;
  }

  set topic(topic: string) {
    this.#change({ topic });
  }

  get title(): string {
    return this.#now.title;
  }

  set title(title: string) {
    this.#change({ title });
  }

  get archived(): boolean {
    return this.#now.archived;
  }

  set archived(archived: boolean) {
    this.#change({ archived });
  }

  get slow(): number {
    return this.#now.slow;
  }

  set slow(slow: number) {
    this.#change({ slow });
  }

  get #now(): Settings {
    return this.#settings.get("settings") ?? this.#below() ?? emptyRoom();
  }

  #change(change: Partial<Settings>): void {
    const { topic, title, archived, slow } = this.#now;
    this.#settings.set("settings", { topic, title, archived, slow, ...change });
  }
}

/** Rooms over those that are there: what is asked for is a room that can be changed. */
class LayeredRooms implements Facts<string, RoomFacts> {
  readonly #below: () => Map<string, Room>;
  readonly #note: (undo: () => void) => void;
  readonly #known: LayeredMap<string, RoomFacts>;
  readonly #views = new Map<string, LayeredRoom>();

  constructor(below: () => Map<string, Room>, note: (undo: () => void) => void) {
    this.#below = below;
    this.#note = note;
    this.#known = new LayeredMap<string, RoomFacts>(below, note);
  }

  get(name: string): RoomFacts | undefined {
    return this.#known.has(name) ? this.#view(name) : undefined;
  }

  has(name: string): boolean {
    return this.#known.has(name);
  }

  set(name: string, room: RoomFacts): void {
    this.#known.set(name, room);
  }

  delete(name: string): boolean {
    return this.#known.delete(name);
  }

  get size(): number {
    return this.#known.size;
  }

  keys(): Iterable<string> {
    return this.#known.keys();
  }

  /** Nothing is changed any more: no view is needed. */
  rest(): void {
    this.#views.clear();
  }

  #view(name: string): LayeredRoom {
    const known = this.#views.get(name);
    if (known) return known;
    const view = new LayeredRoom(() => this.#below().get(name), this.#note);
    this.#views.set(name, view);
    return view;
  }
}

/**
 * What was decided and is not durable yet, over the state that is (LOG-15). It holds the changes alone, so it is as
 * large as what is on its way to the disk. Each append is a piece of it. A piece that became durable stands in the
 * state below, and goes; what was refused goes as a whole, since whatever is appended later stands on it. Numbers
 * are the exception: one that was given is never given again, also where what it was given to was refused.
 */
export class Layer implements ChatFacts {
  readonly rooms: LayeredRooms;
  readonly sessions: ChatFacts["sessions"];
  readonly online: ChatFacts["online"];
  readonly names: ChatFacts["names"];
  readonly bans: ChatFacts["bans"];
  readonly deleted: ChatFacts["deleted"];
  readonly invitations: ChatFacts["invitations"];
  readonly blocks: ChatFacts["blocks"];
  readonly reports: ChatFacts["reports"];
  readonly opened: ChatFacts["opened"];
  readonly #below: () => ChatState;
  readonly #pieces = new Set<Piece>();
  #undos: (() => void)[] = [];
  #lastClient = 0;
  #lastSession = 0;

  /** @param below - the state as far as the disk has it */
  constructor(below: () => ChatState) {
    this.#below = below;
    const note = (undo: () => void): void => {
      this.#undos.push(undo);
    };
    this.rooms = new LayeredRooms(() => below().rooms, note);
    this.sessions = new LayeredMap(() => below().sessions, note);
    this.online = new LayeredMap(() => below().online, note);
    this.names = new LayeredMap(() => below().names, note);
    this.bans = new LayeredMap(() => below().bans, note);
    this.deleted = new LayeredMap(() => below().deleted, note);
    this.invitations = new LayeredMap(() => below().invitations, note);
    this.blocks = new LayeredMap(() => below().blocks, note);
    this.reports = new LayeredMap(() => below().reports, note);
    this.opened = new LayeredMap(() => below().opened, note);
  }

  get lastClient(): number {
    return Math.max(this.#lastClient, this.#below().lastClient);
  }

  set lastClient(number: number) {
    this.#lastClient = Math.max(this.#lastClient, number);
  }

  get lastSession(): number {
    return Math.max(this.#lastSession, this.#below().lastSession);
  }

  set lastSession(number: number) {
    this.#lastSession = Math.max(this.#lastSession, number);
  }

  /** Whether everything that was decided is durable, messages aside, which change nothing that a decision looks at but in slow mode. */
  get isEmpty(): boolean {
    return this.#pieces.size === 0;
  }

  /** Lays what one append changes over all the rest. */
  add(drafts: readonly RecordDraft[]): Piece {
    for (const draft of drafts) apply(this, draft);
    const piece = this.#undos;
    if (piece.length === 0) return nothing;
    this.#undos = [];
    this.#pieces.add(piece);
    return piece;
  }

  /** A piece that is in the state below. */
  settle(piece: Piece): void {
    if (!this.#pieces.delete(piece)) return;
    for (const undo of piece) undo();
    if (this.isEmpty) this.rooms.rest();
  }

  /** All that was not durable was refused. */
  forget(): void {
    for (const piece of this.#pieces) this.settle(piece);
  }
}

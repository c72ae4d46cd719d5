import { LayeredMap } from "./layered-map.ts";
import { emptyRoom, type Facts, type Room, type RoomFacts } from "./state.ts";

const settings = ["topic", "title", "archived", "pins", "slow"] as const;

type Settings = Pick<Room, (typeof settings)[number]>;

/** Changes over one room, whether or not it exists below. */
class LayeredRoom implements RoomFacts {
  declare topic: string;
  declare title: string;
  declare archived: boolean;
  declare pins: number[];
  declare slow: number;
  readonly #below: () => Room | undefined;
  readonly #note: (undo: () => void) => void;
  // Each message reads the settings of its room, and hardly any changes them.
  #settings: LayeredMap<"settings", Settings> | undefined;
  #roles: RoomFacts["roles"] | undefined;
  #mutes: RoomFacts["mutes"] | undefined;
  #spoke: RoomFacts["spoke"] | undefined;
  #members: RoomFacts["members"] | undefined;

  // Each setting is read from the topmost value, and written there.
  static {
    for (const name of settings)
      Object.defineProperty(this.prototype, name, {
        get(this: LayeredRoom) {
          return this.#now[name];
        },
        set(this: LayeredRoom, value: Settings[typeof name]) {
          this.#change({ [name]: value });
        },
      });
  }

  constructor(below: () => Room | undefined, note: (undo: () => void) => void) {
    this.#below = below;
    this.#note = note;
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

  get #now(): Settings {
    return this.#settings?.get("settings") ?? this.#below() ?? emptyRoom();
  }

  #change(change: Partial<Settings>): void {
    const { topic, title, archived, pins, slow } = this.#now;
    this.#settings ??= new LayeredMap(() => undefined, this.#note);
    this.#settings.set("settings", { topic, title, archived, pins, slow, ...change });
  }
}

/** Changes over the rooms that exist: each room returned can be changed. */
export class LayeredRooms implements Facts<string, RoomFacts> {
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

  /** Drops the views: nothing is changed any longer, so none is needed. */
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

import type { Random } from "../random.ts";

type Kinds<Kind extends string, Fields> = Kind extends string
  ? { readonly kind: Kind } & Readonly<Fields>
  : never;

/** One thing that somebody does. */
export type Act =
  | Kinds<"say", { room: string; text: string; reply_to?: number }>
  | Kinds<"edit", { room: string; seq: number; text: string }>
  | Kinds<"react", { room: string; seq: number; emoji: string; withdrawn: boolean }>
  | Kinds<"pin" | "unpin" | "delete" | "read", { room: string; seq: number }>
  | Kinds<"unpin-all" | "join" | "leave" | "older", { room: string }>
  | Kinds<"accept", object>
  | Kinds<"invite", { room: string; name: string }>
  | Kinds<"direct" | "block" | "unblock", { name: string }>;

/** What somebody has before their eyes when they decide what to do. */
export interface Sight {
  readonly me: string;
  readonly rooms: readonly string[];
  messages(room: string): readonly { readonly seq: number; readonly author: string }[];
}

/** What all people of a run know. */
export interface World {
  readonly publicRooms: readonly string[];
  readonly names: readonly string[];
}

export const emojis: readonly string[] =
  "👍 🔥 🎉 😀 😁 😂 😃 😄 😅 😆 😇 😈 😉 😊 😋 😌 😍 😎 😏 😐 😑 😒 😓 😔".split(" ");

const weights = {
  say: 30,
  react: 28,
  edit: 14,
  delete: 5,
  pin: 8,
  unpin: 5,
  "unpin-all": 0.2,
  read: 8,
  older: 2,
  join: 2,
  leave: 2.5,
  accept: 3,
  invite: 3,
  direct: 1,
  block: 1.2,
  unblock: 0.8,
} satisfies Readonly<Record<Act["kind"], number>>;

const kinds = Object.entries(weights) as readonly (readonly [Act["kind"], number])[];
const allWeights = kinds.reduce((sum, [, weight]) => sum + weight, 0);

const kindBy = (random: Random): Act["kind"] => {
  let rest = random.next() * allWeights;
  return kinds.find(([, weight]) => (rest -= weight) < 0)?.[0] ?? "say";
};

/** Chooses what people do: mostly to the same few messages, so that they meet there. */
export class Acts {
  readonly #random: Random;
  readonly #world: World;
  #said = 0;

  constructor(random: Random, world: World) {
    this.#random = random;
    this.#world = world;
  }

  /** A text that nobody else says. */
  text(): string {
    this.#said += 1;
    const call = this.#random.below(6) === 0 ? ` @${this.#random.pick(this.#world.names)}` : "";
    return `${this.#said}${call} ${"…".repeat(this.#random.below(60))}`.trim();
  }

  next(sight: Sight): Act {
    const random = this.#random;
    const kind = kindBy(random);
    const room = random.pick(sight.rooms);
    const name = random.pick(this.#world.names);
    switch (kind) {
      case "direct":
      case "block":
      case "unblock":
        return { kind, name };
      case "accept":
        return { kind };
      case "join":
        return { kind, room: random.pick(this.#world.publicRooms) };
      case "invite":
        return {
          kind,
          room: random.pick(sight.rooms.filter((known) => known.startsWith("~")).concat(room)),
          name,
        };
      case "leave":
      case "older":
      case "unpin-all":
        return { kind, room };
      default:
        return this.#toMessage(kind, room, sight);
    }
  }

  #toMessage(
    kind: "say" | "edit" | "react" | "pin" | "unpin" | "delete" | "read",
    room: string,
    sight: Sight,
  ): Act {
    const random = this.#random;
    const target = this.#target(kind === "edit", sight.messages(room), sight.me);
    if (kind === "say" || target === undefined) {
      const answers = target !== undefined && random.below(5) === 0 ? { reply_to: target } : {};
      return { kind: "say", room, text: this.text(), ...answers };
    }
    if (kind === "edit") return { kind, room, seq: target, text: this.text() };
    if (kind === "react")
      return { kind, room, seq: target, emoji: random.pick(emojis), withdrawn: random.below(4) === 0 };
    return { kind, room, seq: target };
  }

  /** One of the newest or, at times, any; nearly always an own one where only that can be. */
  #target(own: boolean, all: readonly { seq: number; author: string }[], me: string): number | undefined {
    const random = this.#random;
    const mine = own && random.below(10) > 0 ? all.filter(({ author }) => author === me) : all;
    const near = random.below(3) === 0 ? mine : mine.slice(-4);
    return near.length === 0 ? undefined : random.pick(near).seq;
  }
}

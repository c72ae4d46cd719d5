import { Random } from "../analyze/random.ts";

type Draft = Readonly<Record<string, unknown>>;

/** A message that something can be done to. */
interface Said {
  readonly seq: number;
  readonly room: string;
  readonly author: string;
}

/** How many of the newest messages of a room people still do something to. */
const recent = 50;
/** Messages of the lobby that very much is done to at the very end of the log. */
const hotMessages = 60;
/** The share of the log at which those are said, and at which something is done to them. */
const hot = { said: 0.5, changed: 0.97 };

const emojis = ["👍", "❤️", "😂", "🎉", "👀"];

/**
 * What people do to messages of the town: now and then they change what they said or react to it, and at the end of the
 * log to many messages of long ago. The same log is the same annotations.
 */
export class Annotations {
  readonly #random = new Random(14);
  readonly #records: number;
  readonly #said = new Map<string, Said[]>();
  readonly #hot: Said[] = [];
  #made = 0;

  constructor(records: number) {
    this.#records = records;
  }

  /** The middle of the messages that very much was done to. */
  get hotSeq(): number {
    return this.#hot[Math.floor(this.#hot.length / 2)]?.seq ?? 1;
  }

  /** Returns the records that follow a record. */
  after(draft: Draft, seq: number): readonly Draft[] {
    const { type, room, client_id, time } = draft;
    if (type !== "message" || typeof room !== "string" || typeof client_id !== "string") return [];
    this.#note({ seq, room, author: client_id });
    const random = this.#random;
    const share = seq / this.#records;
    if (share > hot.changed && this.#hot.length > 0)
      return [this.#change(random.pick(this.#hot), time, random.chance(0.2))];
    const known = this.#said.get(room) ?? [];
    if (random.chance(0.15)) return [this.#change(random.pick(known), time, false)];
    return random.chance(0.05) ? [this.#change(random.pick(known), time, true)] : [];
  }

  #note(said: Said): void {
    const known = this.#said.get(said.room) ?? [];
    if (known.length === recent) known.shift();
    this.#said.set(said.room, [...known, said]);
    const isHot = said.room === "lobby" && said.seq > this.#records * hot.said;
    if (isHot && this.#hot.length < hotMessages) this.#hot.push(said);
  }

  #change({ seq: target, room, author }: Said, time: unknown, isEdit: boolean): Draft {
    const random = this.#random;
    this.#made += 1;
    const common = { time, room, id: `a${this.#made}`, target };
    if (isEdit)
      return {
        ...common,
        type: "edited",
        client_id: author,
        name: "Анна",
        sender: "client",
        message: "и ещё раз ".repeat(1 + random.below(60)),
      };
    const who = `Client_${1 + random.below(2000)}`;
    const emoji = random.pick(emojis);
    return {
      ...common,
      type: "reacted",
      client_id: who,
      name: "Борис",
      emoji,
      sender: "client",
      message: `Борис: ${emoji} к #${target}`,
    };
  }
}

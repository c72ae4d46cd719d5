import type { FoldedMessage } from "./naive-folder.ts";

/** The people of each emoji, where they are told, and how many they are. */
export type SeenReactions = ReadonlyMap<
  string,
  { readonly count: number; readonly own: boolean; readonly people: readonly string[] }
>;

/** A message as somebody sees it. */
export interface SeenMessage {
  readonly seq: number;
  readonly author: string;
  readonly text: string;
  readonly deleted: boolean;
  readonly edited: number;
  readonly reply_to: number;
  readonly reactions: SeenReactions;
}

/** Who sees, and where. */
export interface Viewed {
  readonly client: string;
  readonly clientId: string;
  readonly room: string;
}

export interface Counted {
  lost: number;
  duplicated: number;
  reordered: number;
  different: number;
}

/** Compares what people see with what a fold of the log says that they see, and says in words what differs. */
export class Judge {
  readonly counted: Counted = { lost: 0, duplicated: 0, reordered: 0, different: 0 };
  readonly sentences: string[] = [];
  /** Messages that were compared. */
  compared = 0;

  get isContent(): boolean {
    return this.sentences.length === 0;
  }

  /** Compares the messages of a room, in their order. */
  messages(viewed: Viewed, expected: readonly FoldedMessage[], seen: readonly SeenMessage[]): void {
    this.order(
      viewed,
      expected.map(({ seq }) => seq),
      seen.map(({ seq }) => seq),
    );
    const bySeq = new Map(seen.map((message) => [message.seq, message]));
    for (const message of expected) {
      const found = bySeq.get(message.seq);
      if (found) this.message(viewed, message, found);
    }
  }

  /** Compares which records somebody has, and in what order. */
  order(viewed: Viewed, expected: readonly number[], seen: readonly number[]): void {
    const wanted = new Set(expected);
    const had = new Set<number>();
    let before = 0;
    for (const seq of seen) {
      if (had.has(seq)) this.#note("duplicated", viewed, `#${seq}: expected once, got twice`);
      else if (!wanted.has(seq)) this.differs({ ...viewed, seq }, "nothing", "a record");
      if (seq < before) this.#note("reordered", viewed, `#${seq}: expected before #${before}, got behind it`);
      had.add(seq);
      before = seq;
    }
    for (const seq of expected)
      if (!had.has(seq)) this.#note("lost", viewed, `#${seq}: expected, got nothing`);
  }

  /** Compares one message. */
  message(viewed: Viewed, expected: FoldedMessage, seen: SeenMessage): void {
    this.compared += 1;
    const { seq } = expected;
    const told = ({ author, text, deleted, edited, reply_to }: FoldedMessage | SeenMessage): string =>
      JSON.stringify({ author, text, deleted, edited, reply_to });
    if (told(expected) !== told(seen)) this.differs({ ...viewed, seq }, told(expected), told(seen));
    const wanted = reactionsIn(expected, viewed.clientId);
    const had = toldReactions(seen, expected);
    if (wanted !== had) this.differs({ ...viewed, seq }, wanted, had);
  }

  /** Compares anything else about a room. */
  same(viewed: Viewed & { readonly what: string }, expected: unknown, seen: unknown): void {
    const [wanted, had] = [JSON.stringify(expected), JSON.stringify(seen)];
    if (wanted !== had) this.#note("different", viewed, `${viewed.what}: expected ${wanted}, got ${had}`);
  }

  differs(viewed: Viewed & { readonly seq: number }, expected: string, seen: string): void {
    this.#note("different", viewed, `#${viewed.seq}: expected ${expected}, got ${seen}`);
  }

  /** An acknowledgement, an answer, or a line of the log that is not what it must be. */
  fault(kind: keyof Counted, sentence: string): void {
    this.counted[kind] += 1;
    this.sentences.push(sentence);
  }

  #note(kind: keyof Counted, { client, room }: Viewed, what: string): void {
    this.fault(kind, `${kind}: ${client} in ${room}: ${what}`);
  }
}

/** The reactions to a message as the log has them, in one order. */
const reactionsIn = ({ reactions }: FoldedMessage, clientId: string): string => {
  const people = Map.groupBy(
    [...reactions].map((reaction) => reaction.split(" ") as [string, string]),
    ([emoji]) => emoji,
  );
  return inOneOrder(
    [...people].map(([emoji, set]) => {
      const ids = set.map(([, id]) => id);
      return { emoji, count: ids.length, own: ids.includes(clientId), people: ids };
    }),
  );
};

/** The same as somebody sees them; whom a page has only counted are taken from the log: their number was told. */
const toldReactions = ({ reactions }: SeenMessage, { reactions: logged }: FoldedMessage): string =>
  inOneOrder(
    [...reactions].map(([emoji, { count, own, people }]) => {
      const isCounted = people.length === 0 && count > 0;
      const all = [...logged].filter((reaction) => reaction.startsWith(`${emoji} `));
      return { emoji, count, own, people: isCounted ? all.map((held) => held.split(" ")[1] ?? "") : people };
    }),
  );

interface Told {
  readonly emoji: string;
  readonly count: number;
  readonly own: boolean;
  readonly people: readonly string[];
}

const inOneOrder = (reactions: readonly Told[]): string =>
  JSON.stringify(
    reactions
      .map(({ emoji, count, own, people }) => [emoji, count, own, people.toSorted().join(" ")].join(" "))
      .toSorted(),
  );

/** Returns reactions as they are compared, from pairs of emoji and person. */
export const seenReactions = (
  pairs: readonly { readonly emoji: string; readonly clientId: string }[],
  me: string,
): SeenReactions =>
  new Map(
    [...Map.groupBy(pairs, ({ emoji }) => emoji)].map(([emoji, set]) => {
      const people = set.map(({ clientId }) => clientId);
      return [emoji, { count: people.length, own: people.includes(me), people }];
    }),
  );

/** A folded message as it is seen by somebody who sees all of it. */
export const asSeen = (message: FoldedMessage, me: string): SeenMessage => ({
  ...message,
  reactions: seenReactions(
    [...message.reactions].map((reaction) => {
      const [emoji = "", clientId = ""] = reaction.split(" ");
      return { emoji, clientId };
    }),
    me,
  ),
});

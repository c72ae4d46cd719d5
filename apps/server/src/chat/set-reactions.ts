/** A reaction that holds. */
export interface SetReaction {
  readonly emoji: string;
  readonly client_id: string;
  /** `seq` of its record; that of one that is not durable yet comes behind all. */
  readonly seq: number;
}

/** What almost every `client_id` begins with. */
const usual = "Client_";
/** What separates reactions, and the parts of one: neither is in an emoji, nor in an id, and JSON takes both as they are. */
const between = ",";
const within = " ";

/**
 * Reactions of one message as one text, `👍 5 120` each: there may be a million of them, and an object of its own for
 * each would take four times the memory.
 */
export const writeReactions = (reactions: readonly SetReaction[]): string =>
  reactions.map(({ emoji, client_id, seq }) => [emoji, shortened(client_id), seq].join(within)).join(between);

export const parseReactions = (text: string): readonly SetReaction[] =>
  text === ""
    ? []
    : text.split(between).map((line) => {
        const [emoji = "", person = "", seq = "0"] = line.split(within);
        return { emoji, client_id: /^\d/u.test(person) ? usual + person : person, seq: Number(seq) };
      });

const shortened = (clientId: string): string =>
  /^Client_\d+$/u.test(clientId) ? clientId.slice(usual.length) : clientId;

/** A reaction in effect. */
export interface SetReaction {
  readonly emoji: string;
  readonly client_id: string;
  /** `seq` of its record; one that is not durable yet comes after all. */
  readonly seq: number;
}

/** The beginning of almost every `client_id`. */
const usual = "Client_";
/**
 * Separators of reactions, and of the parts of one: no emoji or id has them, and JSON takes both as they are.
 */
const between = ",";
const within = " ";

/**
 * Writes the reactions of one message as one text, `👍 5 120` each: there may be a million of them, and an
 * object for each would take four times the memory.
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

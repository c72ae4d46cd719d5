import { givenBack, type ChatClient, type Reason } from "@beseda/client";

export interface TakenBack {
  /** To be written on with: a private message with its command, so that it cannot be sent to everybody by one key. */
  readonly text: string;
  readonly reason: Reason;
}

/**
 * Takes what was typed behind refused commands out of the outbox, for the field where one writes (CLI-1). `keep` is
 * called before it leaves the outbox. Nothing, where the session has ended: then it waits there for the next one.
 */
export const takeBack = (client: ChatClient, keep: (text: string) => void): TakenBack | undefined => {
  const snapshot = client.snapshot();
  const given = snapshot.connection.phase === "ended" ? [] : givenBack(snapshot);
  const [first, ...others] = given;
  if (first === undefined) return undefined;
  const text = given
    .map(({ command, lines }) =>
      command.startsWith("/msg ") ? [command, lines.join("\n")].join(" ") : lines.join("\n"),
    )
    .filter((part) => part !== "")
    .join("\n");
  if (text !== "") keep(text);
  for (const { keys } of given) for (const key of keys) client.discard(key);
  return {
    text,
    reason: others.length === 0 ? first.why : { text: given.map(({ reason }) => reason).join(" ") },
  };
};

import { givenBack, type ChatClient, type Reason } from "@beseda/client";

export interface TakenBack {
  /** Text to continue: a private message keeps its command, so that one key cannot send it to everybody. */
  readonly text: string;
  readonly reason: Reason;
}

/**
 * Takes lines typed behind refused commands out of the outbox, for the field (CLI-1). Calls `keep` before
 * they leave the outbox. Returns nothing if the session has ended: then they wait there for the next one.
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

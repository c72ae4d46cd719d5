import type { ConnectionState } from "@beseda/client";
import { closeCodes } from "@beseda/protocol";
import type { UiTexts } from "../locale/ui-texts.ts";

/** Returns the state of the connection as a sentence; empty while all is well. */
export const connectionWords = (connection: ConnectionState, { connection: texts }: UiTexts): string => {
  switch (connection.phase) {
    case "online":
      return "";
    case "connecting":
      return connection.attempt > 1 ? texts.reconnecting : texts.connecting;
    case "waiting":
      return connection.reason === "" ? texts.lost : connection.reason;
    case "ended":
      return endings(texts)[connection.status] ?? (connection.reason || texts.ended);
  }
};

/** Returns what to read out of the connection: its loss, with the reason, its return, but not the tries. */
export const heardWords = (before: string, connection: ConnectionState, texts: UiTexts): string => {
  if (connection.phase === "connecting") return before;
  if (connection.phase === "online") return before && texts.connection.back;
  return connectionWords(connection, texts);
};

type Ended = Extract<ConnectionState, { phase: "ended" }>;

/** Endings that need words of their own; for any other, the server's reason is shown. */
const endings = ({
  kicked,
  banned,
  replaced,
}: UiTexts["connection"]): Partial<Record<Ended["status"], string>> => ({ kicked, banned, replaced });

/** Returns the reason given for such an ending, if it says more than the ending itself. */
export const moreWords = ({ status, reason }: Ended, { connection: texts }: UiTexts): string => {
  const usual = Object.values(closeCodes)
    .filter((row) => row.status === status)
    .flatMap((row): readonly string[] => Object.values(row.reason));
  return endings(texts)[status] === undefined || usual.includes(reason) ? "" : reason;
};

import type { ConnectionState } from "@beseda/client";
import { closeCodes } from "@beseda/protocol";
import type { UiTexts } from "../locale/ui-texts.ts";

/** Where the connection stands, in a sentence; empty while all is well. */
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

/** What is read out of the connection: that it is lost, and why, then that it is there again, and none of the tries. */
export const heardWords = (before: string, connection: ConnectionState, texts: UiTexts): string => {
  if (connection.phase === "connecting") return before;
  if (connection.phase === "online") return before && texts.connection.back;
  return connectionWords(connection, texts);
};

type Ended = Extract<ConnectionState, { phase: "ended" }>;

/** Ends that one has to be told of in words of one's own; of any other one the server's reason says it. */
const endings = ({
  kicked,
  banned,
  replaced,
}: UiTexts["connection"]): Partial<Record<Ended["status"], string>> => ({ kicked, banned, replaced });

/** The reason that was given to such an end, where it says more than the end itself. */
export const moreWords = ({ status, reason }: Ended, { connection: texts }: UiTexts): string => {
  const usual = Object.values(closeCodes)
    .filter((row) => row.status === status)
    .flatMap((row): readonly string[] => Object.values(row.reason));
  return endings(texts)[status] === undefined || usual.includes(reason) ? "" : reason;
};

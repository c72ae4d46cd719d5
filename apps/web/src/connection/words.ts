import type { ConnectionState } from "@beseda/client";
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
      return connection.reason === "" ? texts.ended : connection.reason;
  }
};

import type { ChatRecord, UnknownRecord } from "@beseda/protocol";
import type { LogEntry } from "../event-log.ts";

/** A record of the log from its bytes without `check`. Only for bytes that their check has proven. */
export const decode = (bytes: Buffer): ChatRecord | UnknownRecord => {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the check proves that these are our own bytes
  return JSON.parse(bytes.toString("utf8")) as ChatRecord | UnknownRecord;
};

/** A record read back: parsed only for who asks, since many readers pass the bytes on. */
export const storedEntry = (bytes: Buffer): LogEntry => {
  let parsed: ChatRecord | UnknownRecord | undefined;
  return {
    bytes,
    get record() {
      parsed ??= decode(bytes);
      return parsed;
    },
  };
};

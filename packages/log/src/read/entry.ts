import { recordInLog, type AnyRecord } from "@beseda/protocol";
import type { LogEntry } from "../event-log.ts";

/** A record of the log from its bytes without `check`. Only for bytes that their check has proven. */
export const decode = (bytes: Buffer): AnyRecord => recordInLog(JSON.parse(bytes.toString("utf8")));

/** A record read back: parsed only for who asks, since many readers pass the bytes on. */
export const storedEntry = (bytes: Buffer): LogEntry => {
  let parsed: AnyRecord | undefined;
  return {
    bytes,
    get record() {
      parsed ??= decode(bytes);
      return parsed;
    },
  };
};

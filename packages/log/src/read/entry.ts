import { isPostType, recordInLog, type AnyRecord } from "@beseda/protocol";
import type { LogEntry } from "../event-log.ts";

/** Parses a record of the log from its bytes without `check`. Only for bytes proven by their check. */
export const decode = (bytes: Buffer): AnyRecord => recordInLog(JSON.parse(bytes.toString("utf8")));

/** A record read back: parsed only on access, since many readers just forward the bytes. */
export const storedEntry = (seq: number, bytes: Buffer): LogEntry => {
  let parsed: AnyRecord | undefined;
  return {
    seq,
    bytes,
    get record() {
      parsed ??= decode(bytes);
      return parsed;
    },
  };
};

const typeKey = Buffer.from('"type":"');
const quote = 0x22;

/**
 * Whether a record of the log is what somebody has said or sent, seen without parsing it. The log writes only `seq`, `prev` and
 * `time` before `type`, so the first text that looks like `type` is it.
 */
export const isPostEntry = ({ bytes }: Pick<LogEntry, "bytes">): boolean => {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const start = text.indexOf(typeKey) + typeKey.length;
  return start >= typeKey.length && isPostType(text.toString("latin1", start, text.indexOf(quote, start)));
};

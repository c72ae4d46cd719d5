import { recordInLog, type AnyRecord } from "@beseda/protocol";
import type { LogEntry } from "../event-log.ts";

/** A record of the log from its bytes without `check`. Only for bytes that their check has proven. */
export const decode = (bytes: Buffer): AnyRecord => recordInLog(JSON.parse(bytes.toString("utf8")));

/** A record read back: parsed only for who asks, since many readers pass the bytes on. */
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
const messageType = Buffer.from('message"');

/**
 * Whether a record of the log is a message, seen without parsing it. The log writes `type` behind `seq`, `prev` and
 * `time` alone, so what looks like it first is it.
 */
export const isMessage = ({ bytes }: Pick<LogEntry, "bytes">): boolean => {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const start = text.indexOf(typeKey) + typeKey.length;
  return (
    start >= typeKey.length &&
    text.compare(messageType, 0, messageType.length, start, start + messageType.length) === 0
  );
};

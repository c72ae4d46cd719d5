import { recordInLog, type AnyRecord } from "@beseda/protocol";
import type { DiskFile } from "../disk/disk.ts";
import {
  checkLength,
  checkOf,
  comma,
  endRecord,
  maxLineBytes,
  newline,
  opening,
  possibleEnds,
  readCheck,
  resumeLine,
  separator,
  type Stretch,
} from "../format/format.ts";
import { release } from "../memory.ts";
import type { LogProgress } from "../progress.ts";
import type { LogState } from "../state/log-state.ts";
import { MessageHeads } from "./message-heads.ts";

const readBytes = 256 * 1024;
/** The maximum number of bytes of lines processed together: more is not faster and makes the heap grow. */
const textBytes = 64 * 1024;

/**
 * Reads a log from where the state ends, and adds each record proven by its check to the state, up to the
 * first place that does not hold the next record. In a log at rest that place is the closing bracket.
 */
export const scan = async (
  file: DiskFile,
  state: LogState,
  onProgress: (progress: LogProgress) => void,
): Promise<void> => {
  const size = await file.size();
  let buffer: Buffer = Buffer.allocUnsafeSlow(Math.min(2 * readBytes, size - state.end + 1));
  const reader: Reader = { state, heads: new MessageHeads() };
  let kept = 0;
  let position = state.end;
  while (position < size) {
    const wanted = Math.min(readBytes, size - position);
    if (buffer.length - kept < wanted) buffer = grown(buffer);
    const length = await file.read(buffer.subarray(kept, kept + wanted), position);
    if (length === 0) break;
    position += length;
    const bytes = buffer.subarray(0, kept + length);
    const { used, stopped } = acceptRecords(bytes, reader, position >= size);
    state.fileCheck = checkOf(bytes.subarray(0, used), state.fileCheck);
    onProgress({ records: state.seq, bytes: position, totalBytes: size });
    if (stopped || bytes.length - used > maxLineBytes) break;
    kept = bytes.copy(buffer, 0, used);
  }
  release(buffer);
};

const grown = (buffer: Buffer): Buffer => {
  const larger = Buffer.allocUnsafeSlow(buffer.length * 2);
  buffer.copy(larger);
  release(buffer);
  return larger;
};

interface Reader {
  readonly state: LogState;
  readonly heads: MessageHeads;
}

interface Accepted {
  /** The number of bytes up to the end of the last record. */
  readonly used: number;
  /** Whether something other than the next record follows. */
  readonly stopped: boolean;
}

/** Takes the records at the front of bytes that begin with a separator. */
const acceptRecords = (bytes: Buffer, reader: Reader, isEnd: boolean): Accepted => {
  const { state } = reader;
  for (let used = 0; ;) {
    const rest = bytes.subarray(used);
    const { lines, end } = provenLines(rest, state, isEnd);
    const taken = acceptLines(rest, lines, reader);
    for (const line of lines) resumeLine(rest, line);
    used += lines[taken - 1]?.end ?? 0;
    if (taken < lines.length) return { used, stopped: true };
    if (end !== "more") return { used, stopped: end === "other" };
  }
};

/** Takes the records of proven lines, each ended where its check begins; returns how many there were. */
const acceptLines = (bytes: Buffer, lines: readonly Proven[], { state, heads }: Reader): number => {
  const [first] = lines;
  if (first === undefined) return 0;
  // One long string costs much less to decode than many short ones.
  const text = state.takesHeads ? bytes.toString("latin1", first.start, lines.at(-1)?.end) : "";
  for (const [index, { start, end, check }] of lines.entries()) {
    const line = { check, length: separator.length + end - start };
    const recordEnd = end - checkLength + 1;
    const message = heads.read(text, { start: start - first.start, end: recordEnd - first.start });
    if (message?.seq === state.seq + 1) state.acceptMessage(message, line);
    else {
      const record = parse(bytes.toString("utf8", start, recordEnd));
      if (record?.seq !== state.seq + 1) return index;
      state.accept(record, line);
    }
  }
  return lines.length;
};

/** A line whose check fits. */
interface Proven extends Stretch {
  readonly check: number;
}

interface ProvenLines {
  readonly lines: readonly Proven[];
  /** The bytes after the lines: more lines, an incomplete line, or something other than the next record. */
  readonly end: "more" | "unread" | "other";
}

/** Returns the lines at the front whose checks fit, each ended where its check begins. */
const provenLines = (bytes: Buffer, { check: before, seq }: LogState, isEnd: boolean): ProvenLines => {
  const lines: Proven[] = [];
  let check = before;
  for (let at = 0; at < textBytes;) {
    const start = at + separator.length;
    const newlineAt = bytes.indexOf(newline, start);
    if (newlineAt < 0 && !isEnd) return { lines, end: "unread" };
    if (!isSeparated(bytes, at, seq + lines.length === 0)) return { lines, end: "other" };
    const line = provenLine(bytes, { start, end: newlineAt < 0 ? bytes.length : newlineAt }, check);
    if (!line) return { lines, end: "other" };
    lines.push(line);
    check = line.check;
    at = line.end;
  }
  return { lines, end: "more" };
};

const isSeparated = (bytes: Buffer, at: number, isFirst: boolean): boolean => {
  const expected = isFirst ? opening : separator;
  return bytes[at] === expected[0] && bytes[at + 1] === expected[1];
};

/** Finds the record at the front of a line by its check: a torn write can leave anything after it. */
const provenLine = (bytes: Buffer, { start, end }: Stretch, before: number): Proven | undefined => {
  const usualEnd = bytes[end - 1] === comma ? end - 1 : end;
  const usual = prove(bytes, { start, end: usualEnd }, before);
  if (usual) return usual;
  for (const possible of possibleEnds(bytes, { start, end })) {
    const line = prove(bytes, { start, end: possible }, before);
    if (line) return line;
  }
  return undefined;
};

const prove = (bytes: Buffer, { start, end }: Stretch, before: number): Proven | undefined => {
  const claimed = readCheck(bytes, { start, end });
  if (claimed === undefined) return undefined;
  const record = bytes.subarray(start, end - checkLength + 1);
  endRecord(record);
  if (checkOf(record, before) === claimed) return { start, end, check: claimed };
  resumeLine(bytes, { start, end });
  return undefined;
};

/** Returns the record if the text is one: a check proves only that it was computed. */
const parse = (text: string): AnyRecord | undefined => {
  try {
    return recordInLog(JSON.parse(text));
  } catch {
    return undefined;
  }
};

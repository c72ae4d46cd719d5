import { createWriteStream } from "node:fs";
import { once } from "node:events";
import { crc32 } from "node:zlib";
import { Town } from "./town.ts";

const pieceBytes = 1024 * 1024;

type Draft = Readonly<Record<string, unknown>>;

export interface GeneratedLog {
  readonly records: number;
  readonly onProgress: (records: number) => void;
  /** Returns the records that follow one. @default none */
  readonly after?: (draft: Draft, seq: number) => readonly Draft[];
}

/** Writes a log of so many records, as the server would have written it. The same number is the same log. */
export const generate = async (
  file: string,
  { records, onProgress, after = () => [] }: GeneratedLog,
): Promise<void> => {
  const output = createWriteStream(file);
  const lastOf = new Map<string, number>();
  let seq = 0;
  let check = 0;
  let piece = "[\n";
  const isFull = (): boolean => seq >= records;
  const write = (draft: Draft): void => {
    if (isFull()) return;
    seq += 1;
    const { reply_to: back, room, ...fields } = draft;
    const given: Record<string, unknown> = { seq };
    if (typeof room === "string") given["prev"] = lastOf.get(room) ?? 0;
    const { time, type, ...rest } = fields;
    Object.assign(given, { time, type }, room === undefined ? {} : { room }, rest);
    if (typeof back === "number" && seq + back > 0) insertReply(given, seq + back);
    if (typeof room === "string") lastOf.set(room, seq);
    const json = JSON.stringify(given);
    check = crc32(json, check);
    piece += `${seq === 1 ? "" : ",\n"}${json.slice(0, -1)},"check":"${check.toString(16).padStart(8, "0")}"}`;
  };
  const town = new Town(20_261_121, {
    people: 2000,
    start: Date.UTC(2026, 0, 5, 8),
    emit: (draft) => {
      write(draft);
      for (const following of after(draft, seq)) write(following);
    },
  });
  while (!isFull()) {
    town.live();
    if (piece.length > pieceBytes) {
      if (!output.write(piece)) await once(output, "drain");
      piece = "";
      onProgress(seq);
    }
  }
  output.end(`${piece}\n]`);
  await once(output, "finish");
};

/** The fields of a type stand between `name` and `sender`. */
const insertReply = (record: Record<string, unknown>, seq: number): void => {
  const { sender, message } = record;
  delete record["sender"];
  delete record["message"];
  Object.assign(record, { reply_to: seq, sender, message });
};

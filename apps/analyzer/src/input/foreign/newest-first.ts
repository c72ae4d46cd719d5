import { streamOf, type ByteSource } from "../bytes-of.ts";
import { nestedIn } from "../chunk-scanner.ts";
import { RecordSplitter, type SplitterSink } from "../splitter.ts";
import type { Dialect } from "./dialect.ts";
import { eachPiece } from "./pieces.ts";

const newline = Buffer.from("\n");

/** The records of a log whose newest one comes first, a line each, the oldest first. All of them are in memory for that. */
export const oldestFirst = async (source: ByteSource, dialect: Dialect): Promise<ByteSource> => {
  const records: Buffer[] = [];
  const sink: SplitterSink = {
    record: (bytes) => records.push(Buffer.from(bytes.filter((value) => value !== 0x0a && value !== 0x0d))),
    damage: () => undefined,
  };
  const splitter = dialect.records === undefined ? new RecordSplitter(sink) : nestedIn(dialect, sink);
  await using read = source;
  await eachPiece(read, (bytes) => {
    splitter.push(bytes);
    return true;
  });
  const lines = async function* (): AsyncGenerator<Buffer> {
    for (const record of records.toReversed()) yield Buffer.concat([record, newline]);
  };
  return streamOf(lines());
};

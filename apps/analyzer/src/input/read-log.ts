import type { Damage } from "./damage.ts";
import { InputError } from "./input-error.ts";
import { readPieces } from "./read-pieces.ts";
import { readRecord } from "./read-record.ts";
import type { Names } from "./names.ts";
import { emptyRow, type Row } from "./row.ts";
import { RecordSplitter } from "./splitter.ts";

/** Gets what a log has, in its order. */
export interface LogSink {
  row(row: Row): void;
  damage(damage: Damage): void;
}

export interface LogReading {
  readonly bytes: number;
  readonly records: number;
}

/**
 * Reads one log from its start to its end, a piece at a time.
 * @throws {InputError} when there is no log in it
 */
export const readLog = async (file: string, names: Names, sink: LogSink): Promise<LogReading> => {
  const row = emptyRow();
  const total = { bytes: 0, records: 0 };
  let first: Damage | undefined;
  const report = (damage: Damage): void => {
    first ??= damage;
    sink.damage(damage);
  };
  const splitter = new RecordSplitter({
    record: (bytes, place) => {
      const reason = readRecord(bytes.toString(), row, names);
      if (reason) return report({ file, ...place, reason });
      total.records += 1;
      sink.row(row);
    },
    damage: (place, reason) => report({ file, ...place, reason }),
  });
  for await (const piece of readPieces(file)) {
    if (total.bytes === 0 && piece.subarray(0, 4096).includes(0)) throw new InputError("binary", file);
    total.bytes += piece.length;
    splitter.push(piece);
  }
  splitter.end();
  if (total.bytes === 0) throw new InputError("empty", file);
  if (total.records === 0) throw noRecords(file, first);
  return total;
};

const noRecords = (file: string, first: Damage | undefined): InputError =>
  first ? new InputError("not-a-log", file, { place: first }) : new InputError("no-records", file);

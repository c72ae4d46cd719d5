import { textsOf, type Report } from "@beseda/protocol";
import { Analysis } from "./analysis.ts";
import type { Cells } from "./folds/cells.ts";
import type { Phrases } from "./input/batch-writer.ts";
import { LogReader } from "./input/log-reader.ts";
import { NotLinesError, NotOursError, RedactedError } from "./input/read-again.ts";
import type { ScanThreads } from "./input/scan-threads.ts";
import type { TextCounts } from "./input/text/text-scanner.ts";
import type { Question } from "./question.ts";
import type { Saved } from "./state/state-file.ts";

/** The texts with which every chat server of ours opens and ends a session. */
export const phrases: Phrases = {
  greetings: [textsOf("ru").greeting(), textsOf("en").greeting()],
  farewells: [textsOf("ru").farewell(), textsOf("en").farewell()],
};

export interface RunOptions extends Question {
  readonly files: readonly string[];
  /** How many threads read a long log, 0 for none beside this one. */
  readonly threads: number;
  /** Threads that were started already. */
  readonly scanThreads?: ScanThreads | undefined;
  /** Files of fewer bytes are read in one thread; parts of so many bytes are read by one of several. */
  readonly parallelBytes?: number;
  readonly partBytes?: number;
  /** Whether the page is wanted, which filters by itself. */
  readonly withCells?: boolean;
  /** The state in which the last run of the one file ended. */
  readonly saved?: Saved | undefined;
  /** How long to wait for a writer that is in the middle of a record. @default 50 */
  readonly rereadAfterMs?: number;
  /** Called now and then with the number of bytes that were read of all files. */
  readonly progress?: (bytes: number) => void;
}

/** The result of a run. */
export interface Answer {
  readonly report: Report;
  readonly cells: Cells | undefined;
  /** Rooms that were asked for and that have no records. */
  readonly emptyRooms: readonly string[];
  /** The state of the last file, to go on from the next time. None if that is a log of another program. */
  readonly saved: Saved | undefined;
}

/**
 * Reads logs from their beginning, or from where a saved state left one, to their end.
 * @throws {InputError} when one of them cannot be read
 */
export const answer = async (options: RunOptions): Promise<Answer> => readAgain(options);

const readAgain = async (options: ReadOptions): Promise<Answer> => {
  try {
    return await readAll(options);
  } catch (error) {
    if (error instanceof NotLinesError) return readAgain({ ...options, threads: 0 });
    if (error instanceof RedactedError) return readAgain({ ...options, saved: undefined });
    if (error instanceof NotOursError) return readAgain({ ...options, isSuspect: true, saved: undefined });
    throw error;
  }
};

export const analyze = async (options: RunOptions): Promise<Report> => (await answer(options)).report;

interface ReadOptions extends RunOptions {
  /** Whether the files are to be looked through before they are taken for logs of ours. */
  readonly isSuspect?: boolean;
}

const readAll = async ({ progress, saved, ...options }: ReadOptions): Promise<Answer> => {
  const { clock, threads, ...reading } = options;
  const analysis = new Analysis({ ...options, saved: saved?.analysis });
  const texts: TextCounts[] = [];
  let bytes = 0;
  let settled: Saved["settled"] = { line: 1, byte: 0 };
  let settledBytes = 0;
  let isOurs = true;
  for (const file of options.files) {
    const before = bytes;
    await using reader = new LogReader(
      analysis.sink(file),
      {
        ...reading,
        file,
        phrases,
        zone: clock.zone,
        threads: saved ? 0 : threads,
        progress: (read) => progress?.(before + read),
      },
      saved?.settled,
    );
    await reader.readAll();
    if (reader.dialect) analysis.readAs(file, reader.dialect);
    else await analysis.settle((wanted) => reader.recordsAt(wanted));
    isOurs = !reader.dialect;
    bytes += reader.bytes;
    texts.push(...reader.texts());
    ({ settled, settledBytes } = reader);
  }
  return {
    report: analysis.report(texts, bytes),
    cells: analysis.cells(),
    emptyRooms: analysis.emptyRooms,
    saved: isOurs ? { settled, analysis: analysis.state(texts, settledBytes) } : undefined,
  };
};

import { textsOf, type Report, type SectionKey } from "@beseda/protocol";
import { Analysis } from "./analysis.ts";
import type { Filter } from "./filters/filter.ts";
import type { Phrases } from "./input/batch-writer.ts";
import { LogReader, NotLinesError } from "./input/log-reader.ts";
import type { Clock } from "./rows/clock.ts";

/** What every chat server of ours opens and ends a session with. */
export const phrases: Phrases = {
  greetings: [textsOf("ru").greeting(), textsOf("en").greeting()],
  farewells: [textsOf("ru").farewell(), textsOf("en").farewell()],
};

/** What is asked of a log. */
export interface Question {
  readonly sections: readonly SectionKey[];
  readonly filter: Filter;
  readonly clock: Clock;
}

export interface RunOptions extends Question {
  readonly files: readonly string[];
  /** How many threads read a long log, 0 for none beside this one. */
  readonly threads: number;
  /** Files of fewer bytes are read in one thread. */
  readonly parallelBytes?: number;
  /** Called now and then with the number of bytes that were read of all files. */
  readonly progress?: (bytes: number) => void;
}

/**
 * Reads logs from their beginning to their end.
 * @throws {InputError} when one of them cannot be read
 */
export const analyze = async (options: RunOptions): Promise<Report> => {
  try {
    return await readAll(options);
  } catch (error) {
    if (error instanceof NotLinesError) return readAll({ ...options, threads: 0 });
    throw error;
  }
};

const readAll = async ({ progress, ...options }: RunOptions): Promise<Report> => {
  const { files, filter, clock, threads, parallelBytes } = options;
  const analysis = new Analysis(options);
  const texts = [];
  let bytes = 0;
  for (const file of files) {
    const before = bytes;
    const reader = new LogReader(analysis.sink(file), {
      file,
      phrases,
      filter,
      zone: clock.zone,
      threads,
      ...(parallelBytes !== undefined && { parallelBytes }),
      progress: (read) => progress?.(before + read),
    });
    await reader.readAll();
    bytes += reader.bytes;
    texts.push(...reader.texts());
  }
  return analysis.report(texts, bytes);
};

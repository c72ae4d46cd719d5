/** A benchmark: takes its own options, prints its table or, with `--json`, one line. */
export type Benchmark = (options: readonly string[]) => Promise<void>;

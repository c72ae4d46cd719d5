import type { Hints } from "./foreign/look.ts";
import type { ScanSettings } from "./scan-job.ts";
import type { ScanThreads } from "./scan-threads.ts";

/** How a log is read. */
export interface LogReaderOptions extends ScanSettings {
  /** How many threads scan a long file; 0: this one does all. */
  readonly threads: number;
  /** The pool that threads are taken from. @default new ones */
  readonly scanThreads?: ScanThreads | undefined;
  /** Called now and then with the number of bytes that were read so far. */
  readonly progress?: (bytes: number) => void;
  /** Files of fewer bytes are read in one thread. @default `longFileBytes` */
  readonly parallelBytes?: number | undefined;
  /** How much of such a file a thread scans at once. @default 1 MiB */
  readonly partBytes?: number | undefined;
  /** Hints on a log of another program. @default nothing */
  readonly hints?: Hints | undefined;
  /** Whether it is to be looked through before it is taken for a log of ours. */
  readonly isSuspect?: boolean | undefined;
  /** How long to wait for a writer that is in the middle of a record. @default 50 */
  readonly rereadAfterMs?: number | undefined;
}

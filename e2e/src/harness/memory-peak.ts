import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The uses that a process had for its memory at one moment, in MiB. */
export interface MemorySplit {
  /** All that it had of the machine's memory. */
  readonly rss: number;
  /** The part of it that V8 had taken for objects, */
  readonly heap: number;
  /** and what of it was in use, or garbage that nobody had collected. */
  readonly heapUsed: number;
  /** The memory that objects hold outside of the heap, */
  readonly external: number;
  /** and what of it was buffers. */
  readonly buffers: number;
  /** The program itself and its libraries. */
  readonly program: number;
  /** Everything else: compiled code, SQLite, threads, what the allocator has not given back. */
  readonly other: number;
  /** How many were open. */
  readonly sockets: number;
}

/** Has a program report what its memory was for when it had most of it. */
export class MemoryPeak {
  readonly #file: string;

  /** @param folder - where the program writes it */
  constructor(folder: string) {
    this.#file = join(folder, "memory-peak.json");
  }

  /** The environment that the program is to be started with. */
  get env(): Readonly<Record<string, string>> {
    const watch = new URL("memory-watch.js", import.meta.url).href;
    return {
      BESEDA_MEMORY_PEAK: this.#file,
      NODE_OPTIONS: `${process.env["NODE_OPTIONS"] ?? ""} --import=${watch}`,
    };
  }

  /**
   * The peak up to now, of that one of the program's processes which had most.
   * @throws {Error} where none has reported anything yet
   */
  read(): MemorySplit {
    const splits = globSync(`${this.#file}.*`)
      .filter((path) => !path.endsWith(".next"))
      .map((path) => JSON.parse(readFileSync(path, "utf8")) as MemorySplit);
    const [most] = splits.toSorted((one, other) => other.rss - one.rss);
    if (!most) throw new Error("no process has told what its memory is for");
    return most;
  }
}

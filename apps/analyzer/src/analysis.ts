import { reportVersion, type Report } from "@beseda/protocol";
import { startFolds } from "./folds/registry.ts";
import { timestamp } from "./folds/timestamp.ts";
import type { Damage } from "./input/damage.ts";
import { emptyNames } from "./input/names.ts";
import type { LogSink } from "./input/read-log.ts";
import type { Row } from "./input/row.ts";

/** How many damaged records are told one by one. */
const listedDamage = 100;

/** All folds over one stream of rows. */
export class Analysis implements LogSink {
  readonly names = emptyNames();
  readonly #folds = startFolds();
  readonly #damage: Damage[] = [];
  #files: string[] = [];
  #bytes = 0;
  #records = 0;
  #badRecords = 0;
  #first = Number.POSITIVE_INFINITY;
  #last = Number.NEGATIVE_INFINITY;

  row(row: Row): void {
    this.#records += 1;
    this.#first = Math.min(this.#first, row.time);
    this.#last = Math.max(this.#last, row.time);
    for (const fold of this.#folds) fold.step(row);
  }

  damage(damage: Damage): void {
    this.#badRecords += 1;
    if (this.#damage.length < listedDamage) this.#damage.push(damage);
  }

  /** Says that so many bytes of a file were read. */
  read(file: string, bytes: number): void {
    if (!this.#files.includes(file)) this.#files = [...this.#files, file];
    this.#bytes += bytes;
  }

  report(): Report {
    const empty = this.#records === 0;
    return {
      format: "beseda-report",
      version: reportVersion,
      input: {
        files: this.#files,
        bytes: this.#bytes,
        records: this.#records,
        bad_records: this.#badRecords,
        first: empty ? null : timestamp(this.#first),
        last: empty ? null : timestamp(this.#last),
        damage: this.#damage,
      },
      ...Object.fromEntries(this.#folds.map((fold) => [fold.key, fold.result(this.names)])),
    };
  }
}

/** The records that a log should have and has. */
export interface CutShort {
  readonly file: string;
  /** The log's data directory. */
  readonly data: string;
  /** `seq` of the last record in the file. */
  readonly last: number;
  /** `seq` of an acknowledged record. */
  readonly acknowledged: number;
}

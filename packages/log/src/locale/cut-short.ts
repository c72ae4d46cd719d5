/** What a log should have and has. */
export interface CutShort {
  readonly file: string;
  /** Directory of what is beside it. */
  readonly data: string;
  /** `seq` of the last record in the file. */
  readonly last: number;
  /** `seq` of a record that was acknowledged. */
  readonly acknowledged: number;
}

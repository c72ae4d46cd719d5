/** The progress of a long reading of the log. */
export interface LogProgress {
  /** Records read so far; 0 while bytes are only compared. */
  readonly records: number;
  readonly bytes: number;
  readonly totalBytes: number;
}

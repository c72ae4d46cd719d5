/** The `seq` up to which somebody has read, with a version. */
export interface ReadMark {
  readonly seq: number;
  /** Greater than the version of every earlier mark of the same client and room. */
  readonly version: number;
}

/** The client and room of a mark; an empty `room` stands for every room without one of its own. */
export interface MarkPlace {
  readonly clientId: string;
  readonly room: string;
}

/**
 * Read marks of everybody, as they outlive a run (UNR-3). They MUST NOT be in the log.
 *
 * An implementation MUST NOT make `note` wait, nor throw. A noted mark MUST be kept about a second later, or
 * at the end of the run, with all that was noted meanwhile in one write: of each place the newest version
 * only, and never in place of a newer one. What the store refuses MUST be tried again.
 */
export interface ReadMarks {
  /**
   * Returns the marks of a client by room, with what was noted a moment ago.
   * @throws {ChatError} `accounts-busy`
   */
  of(clientId: string): Promise<ReadonlyMap<string, ReadMark>>;
  note(place: MarkPlace, mark: ReadMark): void;
  /** Notes that there is no longer a mark. */
  forget(place: MarkPlace): void;
  /** Keeps the marks noted last. */
  close(): Promise<void>;
}

/** Up to which `seq` somebody has read, as of which version. */
export interface ReadMark {
  readonly seq: number;
  /** Greater than that of every earlier mark of the same client and room. */
  readonly version: number;
}

/** Whose mark it is; an empty `room` stands for every room without one of its own. */
export interface MarkPlace {
  readonly clientId: string;
  readonly room: string;
}

/**
 * What everybody has read, as it outlives a run (UNR-3). It MUST NOT be in the log.
 *
 * An implementation MUST NOT keep who notes a mark waiting, nor throw. What is noted MUST be kept about a second later, or
 * at the end of the run, with all that was noted meanwhile in one write: of each place the newest version only, and never
 * in the place of a newer one. What the store refuses MUST be tried again.
 */
export interface ReadMarks {
  /**
   * The marks of a client by room, with what was noted a moment ago.
   * @throws {ChatError} `accounts-busy`
   */
  of(clientId: string): Promise<ReadonlyMap<string, ReadMark>>;
  note(place: MarkPlace, mark: ReadMark): void;
  /** That there is no mark any more. */
  forget(place: MarkPlace): void;
  /** Keeps what was noted last. */
  close(): Promise<void>;
}

const changeTypes = { edited: true, deleted: true, redacted: true } as const;
type ChangeType = keyof typeof changeTypes;

/** What a record does to the text of the message `target`. */
export interface Change {
  readonly type: ChangeType;
  readonly target: number;
  /** `seq` of the record. */
  readonly seq: number;
}

/** Whether records of a type change what a message says, or take it back. */
export const isChangeType = (type: unknown): type is ChangeType =>
  typeof type === "string" && Object.hasOwn(changeTypes, type);

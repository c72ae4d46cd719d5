import type { Displacement } from "./secrets.ts";

/** A value of a column. */
export type Value = string | number | Uint8Array;
export type Row = Readonly<Record<string, Value | null>>;

export interface Statement {
  readonly sql: string;
  readonly values: readonly Value[];
  /** Whether its whole transaction is undone if it changes nothing. @default false */
  readonly must?: boolean;
}

/** The result of a statement. */
export interface Change {
  readonly changes: number;
  /** Id of the row that was added. */
  readonly id: number;
  /** Rows that a statement with `RETURNING` gave. */
  readonly rows: readonly Row[];
}

/** A failure of SQLite. */
export interface Failure {
  readonly message: string;
  readonly errcode: number;
}

/** The outcome of a request. */
export type Outcome =
  | { readonly rows: readonly Row[] }
  | { readonly results: readonly Change[] | undefined }
  | { readonly error: Failure };

/** A message of the thread. */
export type Report =
  | { readonly answers: readonly ({ readonly id: number } & Outcome)[] }
  | { readonly hasChanged: true }
  | { readonly isOpen: true }
  | { readonly change: Displacement }
  | { readonly unsaved: string }
  | { readonly rescued: string | undefined }
  | { readonly failed: Failure };

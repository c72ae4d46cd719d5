import type { Displacement } from "./secrets.ts";

/** What stands in a column. */
export type Value = string | number | Uint8Array;
export type Row = Readonly<Record<string, Value | null>>;

export interface Statement {
  readonly sql: string;
  readonly values: readonly Value[];
  /** Where it changes nothing, nothing of its transaction is done. @default false */
  readonly must?: boolean;
}

/** What a statement did. */
export interface Change {
  readonly changes: number;
  /** Of the row that was added. */
  readonly id: number;
  /** What a statement with `RETURNING` gave. */
  readonly rows: readonly Row[];
}

/** What SQLite failed with. */
export interface Failure {
  readonly message: string;
  readonly errcode: number;
}

/** What became of a request. */
export type Outcome =
  | { readonly rows: readonly Row[] }
  | { readonly results: readonly Change[] | undefined }
  | { readonly error: Failure };

/** What the thread tells. */
export type Report =
  | { readonly answers: readonly ({ readonly id: number } & Outcome)[] }
  | { readonly hasChanged: true }
  | { readonly isOpen: true }
  | { readonly change: Displacement }
  | { readonly unsaved: string }
  | { readonly rescued: string | undefined }
  | { readonly failed: Failure };

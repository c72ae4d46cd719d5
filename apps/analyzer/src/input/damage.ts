import type { DamageReason } from "@beseda/protocol";

/** A place in a file, as editors (line, from 1) and programs (byte, from 0) count. */
export interface FilePosition {
  readonly line: number;
  readonly byte: number;
}

export type { DamageReason };

/** A record that could not be read, or bytes between records that are not records. */
export interface Damage extends FilePosition {
  readonly file: string;
  readonly reason: DamageReason;
}

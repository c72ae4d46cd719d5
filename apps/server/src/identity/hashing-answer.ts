import { argon2Sync, type Argon2Parameters } from "node:crypto";

/** An order to a helper. */
export interface HashOrder {
  readonly id: number;
  readonly parameters: Argon2Parameters;
}

/** Its answer. */
export type HashAnswer =
  | { readonly id: number; readonly hash: Uint8Array }
  | { readonly id: number; readonly error: unknown };

export const answerTo = ({ id, parameters }: HashOrder): HashAnswer => {
  try {
    return { id, hash: argon2Sync("argon2id", parameters) };
  } catch (error) {
    return { id, error };
  }
};

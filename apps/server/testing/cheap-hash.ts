import type { Argon2Parameters } from "node:crypto";

/** Parameters with which argon2 costs next to nothing. */
export const cheapHash: Argon2Parameters = {
  message: Buffer.from("пароль"),
  nonce: Buffer.alloc(16),
  memory: 64,
  passes: 1,
  parallelism: 1,
  tagLength: 32,
};

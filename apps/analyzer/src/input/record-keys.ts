import { restOf, word } from "./plain-text.ts";

// Keys of our own records, as the numbers that their first bytes are.

export const seq = word("seq");
export const prev = word("prev");
export const time = word("time");
export const type = word("type");
export const room = word("room");
export const name = word("name");
export const code = word("code");
export const via = word("via");
export const id = word("id");
export const saidAt = word("said_at");
export const salt = word("salt");
export const client = word("client_id");
export const session = word("session");
export const status = word("status");
export const duration = word("duration_ms");
export const reply = word("reply_to");
export const target = word("target");
export const sender = word("sender");
export const message = word("message");
export const check = word("check");
/** The bytes behind the first four of the longer keys: no other key begins like them. */
export const clientRest = restOf("client_id");
export const sessionRest = restOf("session");
export const messageRest = restOf("message");
export const replyRest = restOf("reply_to");
export const durationRest = restOf("duration_ms");
export const saidAtRest = restOf("said_at");
export const statusEnd = word("status", 4);
export const emoji = word("emoji");
export const withdrawn = word("withdrawn");
export const targetEnd = word("target", 4);
export const senderEnd = word("sender", 4);
export const checkEnd = word("check", 3);

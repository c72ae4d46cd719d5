import { createHash, randomBytes } from "node:crypto";

/** 256 random bits, safe in a link and in a header. */
export const newToken = (): string => randomBytes(32).toString("base64url");

/** Hash of a token: enough to know the token again, not to make it. */
export const hashOf = (token: string): Uint8Array => createHash("sha256").update(token).digest();

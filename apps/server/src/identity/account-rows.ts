import { roleSchema } from "@beseda/protocol";
import { z } from "zod";
import type { Account, Login } from "./accounts.ts";

/** A row of the table of accounts. */
export const accountRow = z
  .object({
    client_id: z.string(),
    name: z.string(),
    role: roleSchema,
    password: z.string(),
  })
  .transform(({ client_id, ...row }): Account => ({ clientId: client_id, ...row }));

/** A row of the table of logins. */
export const loginRow = z
  .object({
    id: z.number(),
    client_id: z.string(),
    via: z.string(),
    client: z.string(),
    address: z.string(),
    issued_ms: z.number(),
    expires_ms: z.number(),
    seen_ms: z.number(),
  })
  .transform(({ client_id, issued_ms, expires_ms, seen_ms, ...row }): Login => ({
    ...row,
    clientId: client_id,
    issuedMs: issued_ms,
    expiresMs: expires_ms,
    seenMs: seen_ms,
  }));

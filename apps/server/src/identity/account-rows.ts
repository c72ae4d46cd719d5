import { roleSchema } from "@beseda/protocol";
import { z } from "zod";
import type { Account, Login } from "./accounts.ts";
import type { Database } from "./database.ts";
import type { StoredName } from "./registry.ts";

/** A row of the table of accounts. */
export const accountRow = z
  .object({
    client_id: z.string(),
    name: z.string(),
    role: roleSchema,
    password: z.string(),
  })
  .transform(({ client_id, ...row }): Account => ({ clientId: client_id, ...row }));

const nameRow = z
  .object({ client_id: z.string(), role: roleSchema, name: z.string(), name_key: z.string() })
  .transform(({ client_id, name_key, ...row }): StoredName => ({
    ...row,
    clientId: client_id,
    key: name_key,
  }));

/** The facts that have to be known at once of all accounts of a log. */
export const namesIn = async (database: Database, log: string): Promise<readonly StoredName[]> => {
  const rows = await database.all("SELECT client_id, role, name, name_key FROM accounts WHERE log = ?", log);
  return rows.map((row) => nameRow.parse(row));
};

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

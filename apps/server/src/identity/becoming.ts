import type { Role } from "@beseda/protocol";
import type { Statement } from "./database.ts";

/**
 * Gives an account another role. Links for a new password that were made for it as it was are good no more: who made one
 * may be below what it is now (IDN-6).
 */
export const becoming = (role: Role, log: string, clientId: string): readonly Statement[] => [
  { sql: "UPDATE accounts SET role = ? WHERE log = ? AND client_id = ?", values: [role, log, clientId] },
  { sql: "DELETE FROM resets WHERE log = ? AND client_id = ?", values: [log, clientId] },
];

import { serverId, type Role } from "@beseda/protocol";
import type { Statement } from "./database-messages.ts";

/** Takes back the links that somebody has made for others (IDN-11). */
export const withoutLinksOf = (log: string, clientId: string): readonly Statement[] => [
  { sql: "DELETE FROM invitations WHERE log = ? AND made_by = ?", values: [log, clientId] },
  { sql: "DELETE FROM resets WHERE log = ? AND made_by = ?", values: [log, clientId] },
];

/** The same, where an account is about to become something else. */
const withoutEarlierLinksOf = (role: Role, log: string, clientId: string): readonly Statement[] =>
  withoutLinksOf(log, clientId).map(({ sql, values }) => ({
    sql: `${sql} AND EXISTS (SELECT 1 FROM accounts WHERE log = ? AND client_id = ? AND role <> ?)`,
    values: [...values, log, clientId, role],
  }));

/** Where there is an owner, no link of the server's makes another one (IDN-7). */
const withoutFirstOwnerLinks = (log: string, clientId: string): Statement => ({
  sql: `DELETE FROM invitations WHERE log = ? AND role = 'owner' AND made_by = ?
        AND EXISTS (SELECT 1 FROM accounts WHERE log = ? AND client_id = ?)`,
  values: [log, serverId, log, clientId],
});

/**
 * Gives an account another role. Links for a new password that were made for it as it was are no longer valid: who made
 * one may be below what it is now (IDN-6). Nor are those that it has made: they give what it may give no more; but an
 * owner may give anything (IDN-11).
 */
export const becoming = (role: Role, log: string, clientId: string): readonly Statement[] => [
  ...(role === "owner"
    ? [withoutFirstOwnerLinks(log, clientId)]
    : withoutEarlierLinksOf(role, log, clientId)),
  { sql: "UPDATE accounts SET role = ? WHERE log = ? AND client_id = ?", values: [role, log, clientId] },
  { sql: "DELETE FROM resets WHERE log = ? AND client_id = ?", values: [log, clientId] },
];

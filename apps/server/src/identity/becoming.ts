import { serverId, type Role } from "@beseda/protocol";
import type { Statement } from "./database-messages.ts";

/** Takes back the links that somebody has made for others (IDN-11). */
export const withoutLinksOf = (log: string, clientId: string): readonly Statement[] => [
  { sql: "DELETE FROM invitations WHERE log = ? AND made_by = ?", values: [log, clientId] },
  { sql: "DELETE FROM resets WHERE log = ? AND made_by = ?", values: [log, clientId] },
];

/** The same, if the account is about to get another role. */
const withoutEarlierLinksOf = (role: Role, log: string, clientId: string): readonly Statement[] =>
  withoutLinksOf(log, clientId).map(({ sql, values }) => ({
    sql: `${sql} AND EXISTS (SELECT 1 FROM accounts WHERE log = ? AND client_id = ? AND role <> ?)`,
    values: [...values, log, clientId, role],
  }));

/** Takes back the server's links for a first owner once there is an owner (IDN-7). */
const withoutFirstOwnerLinks = (log: string, clientId: string): Statement => ({
  sql: `DELETE FROM invitations WHERE log = ? AND role = 'owner' AND made_by = ?
        AND EXISTS (SELECT 1 FROM accounts WHERE log = ? AND client_id = ?)`,
  values: [log, serverId, log, clientId],
});

/**
 * Gives an account another role. Links made for its new password before are no longer valid: their maker may
 * be below its new role (IDN-6). Neither are those that it has made: they give what it may no longer give;
 * but an owner may give anything (IDN-11).
 */
export const becoming = (role: Role, log: string, clientId: string): readonly Statement[] => [
  ...(role === "owner"
    ? [withoutFirstOwnerLinks(log, clientId)]
    : withoutEarlierLinksOf(role, log, clientId)),
  { sql: "UPDATE accounts SET role = ? WHERE log = ? AND client_id = ?", values: [role, log, clientId] },
  { sql: "DELETE FROM resets WHERE log = ? AND client_id = ?", values: [log, clientId] },
];

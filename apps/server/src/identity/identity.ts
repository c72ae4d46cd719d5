import { join } from "node:path";
import type { Accounts } from "./accounts.ts";
import type { AddressBans } from "./address-bans.ts";
import type { Statement } from "./database-messages.ts";
import { Database, type DatabaseOptions } from "./database.ts";
import { LoginEnds } from "./ended-logins.ts";
import type { Invitations } from "./invitations.ts";
import type { ReadMarks } from "./read-marks.ts";
import type { Resets } from "./resets.ts";
import { ServedLog } from "./served-log.ts";
import { SqliteAccounts } from "./sqlite-accounts.ts";
import { SqliteAddressBans } from "./sqlite-address-bans.ts";
import { SqliteInvitations } from "./sqlite-invitations.ts";
import { SqliteReadMarks, withoutMarksOfNobody } from "./sqlite-read-marks.ts";
import { SqliteResets } from "./sqlite-resets.ts";

export interface IdentityOptions extends Pick<
  DatabaseOptions,
  "isDurable" | "onTrouble" | "onDisplaced" | "timeoutMs"
> {
  /** Folder of all secrets, 0700. */
  readonly data: string;
  /** Name of the log whose `client_id`s these are. */
  readonly log: string;
  /** Names of the logs that it continues, newest first: their people are its people. @default none */
  readonly lineage?: readonly string[];
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Accounts, invitations, and bans: everything that is kept in one file beside the log. */
export interface Identity {
  readonly accounts: Accounts;
  readonly invitations: Invitations;
  readonly resets: Resets;
  readonly bans: AddressBans;
  readonly readMarks: ReadMarks;
  /** Tells of logins that end, whatever ended them here. */
  readonly loginEnds: Pick<LoginEnds, "onEnd">;
  /** Highest `N` of `Client_N` that was ever given a login in this log. */
  readonly highestClient: number;
  /** Whether there was no store before. */
  readonly isNew: boolean;
  close(): Promise<void>;
}

/** The store that a server has made, for an operator's tool. */
export interface ExistingIdentity extends Identity {
  readonly served: ServedLog;
}

const fileIn = (data: string): string => join(data, "identity.sqlite");

/**
 * Opens it; created if it does not exist.
 * @throws {SecretsError} where others on this machine may look into it, it is no such store, or of another
 * log
 */
export const openIdentity = async (options: IdentityOptions): Promise<Identity> => {
  const { data, log, lineage = [], now } = options;
  const database = await Database.open({ ...options, file: fileIn(data) });
  try {
    const served = new ServedLog(database);
    const isNew = await served.serve({ log, lineage, file: fileIn(data) });
    const identity = await identityIn({ database, log, now });
    await database.transact(tidying(log, identity.highestClient, now())).catch(() => undefined);
    return { ...identity, isNew };
  } catch (error) {
    await database.close();
    throw error;
  }
};

/**
 * Opens the store that a server has made, whether or not it runs.
 * @throws {SecretsError} where others on this machine may look into it, or it is no such store
 */
export const openExistingIdentity = async (data: string): Promise<ExistingIdentity> => {
  const database = await Database.open({ file: fileIn(data) });
  const served = new ServedLog(database);
  const log = (await served.log()) ?? "";
  return { ...(await identityIn({ database, log, now: () => Date.now() })), served };
};

interface Parts {
  readonly database: Database;
  readonly log: string;
  readonly now: () => number;
}

const identityIn = async ({ database, log, now }: Parts): Promise<Identity> => {
  const loginEnds = new LoginEnds();
  const parts = { database, log, now, ends: loginEnds };
  const accounts = await SqliteAccounts.open(parts);
  const bans = await SqliteAddressBans.open(database, now);
  const readMarks = new SqliteReadMarks(parts);
  return {
    accounts,
    invitations: new SqliteInvitations(parts),
    resets: new SqliteResets(parts),
    bans,
    readMarks,
    loginEnds,
    highestClient: await highestClient(database, log),
    isNew: false,
    close: async () => {
      bans.close();
      await accounts.close();
      await readMarks.close();
      await database.close();
    },
  };
};

/** Statements that tidy the store; if the file is locked, the next start runs them. */
const tidying = (log: string, highest: number, nowMs: number): readonly Statement[] => [
  {
    sql: `INSERT INTO numbers VALUES (?, ?)
          ON CONFLICT (log) DO UPDATE SET highest = excluded.highest WHERE excluded.highest > highest`,
    values: [log, highest],
  },
  { sql: "DELETE FROM logins WHERE expires_ms <= ?", values: [nowMs] },
  { sql: "DELETE FROM resets WHERE expires_ms <= ?", values: [nowMs] },
  withoutMarksOfNobody(log),
];

const highestClient = async (database: Database, log: string): Promise<number> => {
  const row = await database.get(
    `SELECT MAX(highest) AS highest FROM (
       SELECT highest FROM numbers WHERE log = ?
       UNION ALL SELECT CAST(SUBSTR(client_id, 8) AS INTEGER) FROM logins WHERE log = ?
       UNION ALL SELECT CAST(SUBSTR(client_id, 8) AS INTEGER) FROM accounts WHERE log = ?)`,
    log,
    log,
    log,
  );
  return Number(row?.["highest"] ?? 0);
};

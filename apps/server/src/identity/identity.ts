import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import type { Accounts } from "./accounts.ts";
import { AddressBans } from "./address-bans.ts";
import { openSecrets } from "./database.ts";
import { Invitations } from "./invitations.ts";
import { SqliteAccounts } from "./sqlite-accounts.ts";

export interface IdentityOptions {
  /** Folder of everything secret, 0700. */
  readonly data: string;
  /** Name of the log whose `client_id`s these are. */
  readonly log: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Who is who, who may come and who may not: what is kept in one file beside the log. */
export interface Identity {
  readonly accounts: Accounts;
  readonly invitations: Invitations;
  readonly bans: AddressBans;
  close(): void;
}

/**
 * Opens it; made where it is not there.
 * @throws {ExposedSecretError} where others on this machine may look into it
 */
export const openIdentity = ({ data, log, now }: IdentityOptions): Identity => {
  const database = openSecrets(join(data, "identity.sqlite"));
  // An operator's tool finds here which log's people it is about: the log itself is the server's to open.
  database.prepare("INSERT OR REPLACE INTO served VALUES (1, ?)").run(log);
  return identityIn(database, log, now);
};

/**
 * Opens what a server has made, whether or not it runs.
 * @throws {ExposedSecretError} where others on this machine may look into it
 */
export const openExistingIdentity = (data: string): Identity => {
  const database = openSecrets(join(data, "identity.sqlite"));
  const row = database.prepare("SELECT log FROM served").get();
  return identityIn(database, String(row?.["log"] ?? ""), () => Date.now());
};

const identityIn = (database: DatabaseSync, log: string, now: () => number): Identity => {
  const accounts = new SqliteAccounts({ database, log, now });
  return {
    accounts,
    invitations: new Invitations(database, log, now),
    bans: new AddressBans(database, now),
    close: () => {
      accounts.close();
      database.close();
    },
  };
};

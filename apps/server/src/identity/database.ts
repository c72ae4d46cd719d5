import { chmodSync, existsSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";

const schema = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  PRAGMA busy_timeout = 2000;
  CREATE TABLE IF NOT EXISTS served (place INTEGER PRIMARY KEY CHECK (place = 1), log TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS accounts (
    log TEXT NOT NULL, client_id TEXT NOT NULL, name TEXT NOT NULL, name_key TEXT NOT NULL, role TEXT NOT NULL,
    password TEXT NOT NULL, created_ms INTEGER NOT NULL,
    PRIMARY KEY (log, client_id), UNIQUE (log, name_key)
  ) STRICT;
  CREATE TABLE IF NOT EXISTS logins (
    id INTEGER PRIMARY KEY AUTOINCREMENT, token_hash BLOB NOT NULL UNIQUE, log TEXT NOT NULL,
    client_id TEXT NOT NULL, via TEXT NOT NULL, client TEXT NOT NULL, address TEXT NOT NULL,
    issued_ms INTEGER NOT NULL, expires_ms INTEGER NOT NULL, seen_ms INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS logins_of_client ON logins (log, client_id);
  CREATE TABLE IF NOT EXISTS invitations (
    code_hash BLOB PRIMARY KEY, log TEXT NOT NULL, role TEXT NOT NULL, uses_left INTEGER NOT NULL,
    expires_ms INTEGER NOT NULL, made_by TEXT NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS address_bans (
    network TEXT NOT NULL, client_id TEXT NOT NULL, until_ms INTEGER NOT NULL, reason TEXT NOT NULL,
    PRIMARY KEY (network, client_id)
  ) STRICT;
`;

/** A secret that others on this machine can read or change. */
export class ExposedSecretError extends Error {
  override readonly name = "ExposedSecretError";

  constructor(path: string, mode: string) {
    super(`${path} can be read by others on this machine. Make it yours alone with: chmod ${mode} ${path}`);
  }
}

const othersBits = 0o077;

/** Windows has no such modes: what it reports says nothing. */
const isExposed = (path: string): boolean =>
  process.platform !== "win32" && (statSync(path).mode & othersBits) !== 0;

/**
 * Opens the file that everything secret is in, 0600 in a folder 0700.
 * @throws {ExposedSecretError} where others may look into it (S3)
 */
export const openSecrets = (file: string): DatabaseSync => {
  const folder = dirname(file);
  if (isExposed(folder)) throw new ExposedSecretError(folder, "700");
  for (const path of [file, `${file}-wal`, `${file}-shm`]) {
    if (existsSync(path) && isExposed(path)) throw new ExposedSecretError(path, "600");
  }
  const isNew = !existsSync(file);
  const database = new DatabaseSync(file);
  // Before anything is in it: SQLite gives its side files the mode of the file.
  if (isNew) chmodSync(file, 0o600);
  database.exec(schema);
  return database;
};

/** Everything that is kept of people outside the log. A `client_id` belongs to one log: `log` is its name. */
export const schema = `
  CREATE TABLE IF NOT EXISTS served (place INTEGER PRIMARY KEY CHECK (place = 1), log TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS adoptable (log TEXT PRIMARY KEY) STRICT;
  CREATE TABLE IF NOT EXISTS numbers (log TEXT PRIMARY KEY, highest INTEGER NOT NULL) STRICT;
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
  CREATE TABLE IF NOT EXISTS invitation_uses (
    code_hash BLOB NOT NULL, log TEXT NOT NULL, client_id TEXT NOT NULL, is_redeemed INTEGER NOT NULL,
    PRIMARY KEY (code_hash, log, client_id)
  ) STRICT;
  CREATE TABLE IF NOT EXISTS resets (
    code_hash BLOB PRIMARY KEY, log TEXT NOT NULL, client_id TEXT NOT NULL, expires_ms INTEGER NOT NULL,
    made_by TEXT NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS address_bans (
    network TEXT NOT NULL, client_id TEXT NOT NULL, until_ms INTEGER NOT NULL, reason TEXT NOT NULL,
    PRIMARY KEY (network, client_id)
  ) STRICT;
  CREATE TABLE IF NOT EXISTS read_marks (
    log TEXT NOT NULL, client_id TEXT NOT NULL, room TEXT NOT NULL, seq INTEGER NOT NULL, version INTEGER NOT NULL,
    PRIMARY KEY (log, client_id, room)
  ) STRICT, WITHOUT ROWID;
`;

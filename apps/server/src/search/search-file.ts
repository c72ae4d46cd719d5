import { chmodSync, rmSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { indexVersion } from "@beseda/search/indexed";
import { searchSchema } from "./search-schema.ts";

/** SQLite's mark of a file: `bsdS`. */
const application = 0x62_73_64_53;

/** Name of the file in `data`. */
export const searchFileName = "search.sqlite";

export interface SearchFileOptions {
  readonly file: string;
  /** Pages of 4 KiB that it may have. @default as many as the disk has room for */
  readonly mostPages?: number | undefined;
}

/** Opens the file of an index; makes it anew where it is not there, or of another version. @throws where it is damaged */
export const openSearchFile = (options: SearchFileOptions): DatabaseSync => {
  const database = new DatabaseSync(options.file, { timeout: 5000 });
  try {
    chmodSync(options.file, 0o600);
    const version = database.prepare("PRAGMA user_version").get()?.["user_version"];
    const kind = database.prepare("PRAGMA application_id").get()?.["application_id"];
    if (version === indexVersion && kind === application) return prepared(database, options);
  } catch (error) {
    database.close();
    throw error;
  }
  database.close();
  return makeSearchFile(options);
};

/** Makes an empty one in place of whatever is there. */
export const makeSearchFile = (options: SearchFileOptions): DatabaseSync => {
  removeSearchFile(options.file);
  const database = new DatabaseSync(options.file, { timeout: 5000 });
  chmodSync(options.file, 0o600);
  prepared(database, options);
  database.exec(
    `BEGIN; ${searchSchema} PRAGMA application_id = ${application}; PRAGMA user_version = ${indexVersion}; COMMIT;`,
  );
  return database;
};

/** Removes the file of an index with all that SQLite keeps beside it. */
export const removeSearchFile = (file: string): void => {
  for (const end of ["", "-wal", "-shm", "-journal"]) rmSync(`${file}${end}`, { force: true });
};

const prepared = (database: DatabaseSync, { mostPages = 0 }: SearchFileOptions): DatabaseSync => {
  // The log has everything: what a power cut takes of the index is taken again.
  database.exec(
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON; PRAGMA wal_autocheckpoint = 4000; PRAGMA cache_size = -8000; PRAGMA temp_store = MEMORY;",
  );
  if (mostPages > 0) database.exec(`PRAGMA max_page_count = ${mostPages}`);
  return database;
};

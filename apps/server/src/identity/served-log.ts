import type { Statement } from "./database-messages.ts";
import type { Database } from "./database.ts";
import { SecretsError } from "./secrets.ts";

export interface ServedWish {
  /** The log that is served from now on. */
  readonly log: string;
  /** Logs that it continues, newest first. */
  readonly lineage: readonly string[];
  /** File of the store, for the sentence. */
  readonly file: string;
}

/** Tables whose rows belong to one log each. */
const tables = ["numbers", "accounts", "logins", "invitations", "invitation_uses", "resets", "read_marks"];

/**
 * The log that the people in the store belong to. A log that continues another one takes over its people
 * (IDN-4).
 */
export class ServedLog {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Name of the log that was served last. */
  async log(): Promise<string | undefined> {
    const row = await this.#database.get("SELECT log FROM served");
    return row && String(row["log"]);
  }

  /**
   * Serves a log from now on. Returns whether there was none before.
   * @throws {SecretsError} where there are accounts of a log that it does not continue
   */
  async serve({ log, lineage, file }: ServedWish): Promise<boolean> {
    const before = await this.log();
    if (before === log) return false;
    const adoptable = (await this.#database.all("SELECT log FROM adoptable")).map(({ log }) => String(log));
    const continued = [...new Set([...lineage, ...adoptable])].filter((name) => name !== log);
    if (before !== undefined && !continued.includes(before) && (await this.#hasAccounts(before)))
      throw ofAnotherLog({ file, before, log });
    await this.#database.transact([
      ...continued.flatMap((earlier) => adopt(earlier, log)),
      { sql: "DELETE FROM adoptable", values: [] },
      { sql: "INSERT OR REPLACE INTO served VALUES (1, ?)", values: [log] },
    ]);
    return before === undefined;
  }

  /** Lets the next log that is served take over the people of the last one, whatever log it is. */
  async release(): Promise<string | undefined> {
    const log = await this.log();
    if (log !== undefined) await this.#database.run("INSERT OR IGNORE INTO adoptable VALUES (?)", log);
    return log;
  }

  async #hasAccounts(log: string): Promise<boolean> {
    return (await this.#database.get("SELECT 1 FROM accounts WHERE log = ? LIMIT 1", log)) !== undefined;
  }
}

/** Takes over an earlier log's people; rows of the newer log that exist already stay as they are. */
const adopt = (earlier: string, log: string): readonly Statement[] => [
  {
    sql: `INSERT INTO numbers SELECT ?, highest FROM numbers WHERE log = ?
          ON CONFLICT (log) DO UPDATE SET highest = MAX(highest, excluded.highest)`,
    values: [log, earlier],
  },
  ...tables.slice(1).map((table) => ({
    sql: `UPDATE OR IGNORE ${table} SET log = ? WHERE log = ?`,
    values: [log, earlier],
  })),
];

interface Mismatch {
  readonly file: string;
  readonly before: string;
  readonly log: string;
}

const ofAnotherLog = ({ file, before, log }: Mismatch): SecretsError =>
  new SecretsError({
    en: `${file} has the accounts of the log ${before}, but the log here is ${log}: its accounts would be nobody's, and their names free to take. If this log goes on from that one, run \`admin adopt\` and start again; else name another folder with --data.`,
    ru: `В ${file} учётные записи журнала ${before}, а здесь журнал ${log}: их имена мог бы занять кто угодно. Если этот журнал продолжает тот, выполните \`admin adopt\` и запустите снова; если нет, укажите другую папку через --data.`,
  });

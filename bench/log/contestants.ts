import { appendFileSync, openSync, readFileSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { createIdIndex, type Durability, openLog } from "@beseda/log";
import { type Enter, draftOf, recordOf } from "./contestant.ts";

/** Records that the array has before it is measured: as many as a small chat has after some days. */
const arrayRecords = 5000;

/** Lets senders take turns, as messages from the network do; else an instant answer would serve one alone. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** This log, with the index that finds a message sent again. */
const beseda =
  (durability: Durability): Enter =>
  async (directory) => {
    const file = join(directory, "messages.json");
    const log = await openLog({
      file,
      data: join(directory, "data"),
      durability,
      projections: [createIdIndex()],
      start: (id) => ({
        type: "server-started",
        client_id: "server",
        sender: "server",
        message: "",
        log: id,
        version: "0.1.0",
      }),
    });
    return {
      name: `this log, ${durability}`,
      file,
      append: (draft) => log.append([draft]),
      close: () => log.close(),
    };
  };

/** The usual database beside it: durable, one insert a transaction. */
const sqlite: Enter = async (directory) => {
  const file = join(directory, "messages.db");
  const database = new DatabaseSync(file);
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
  database.exec("CREATE TABLE messages (seq INTEGER PRIMARY KEY, record TEXT NOT NULL)");
  const insert = database.prepare("INSERT INTO messages (seq, record) VALUES (?, ?)");
  let seq = 0;
  return {
    name: "SQLite WAL, FULL",
    file,
    append: async (draft) => {
      await turn();
      seq += 1;
      insert.run(seq, JSON.stringify(recordOf(draft, seq)));
    },
    close: async () => database.close(),
  };
};

/** Lines at the end of a file, which the system writes when it likes. */
const lines: Enter = async (directory) => {
  const file = join(directory, "messages.ndjson");
  const descriptor = openSync(file, "a");
  let seq = 0;
  return {
    name: "NDJSON, no sync",
    file,
    append: async (draft) => {
      await turn();
      seq += 1;
      writeSync(descriptor, `${JSON.stringify(recordOf(draft, seq))}\n`);
    },
    close: async () => {},
  };
};

/** The simplest log that has to be an array: read it, push, write it. Not durable either. */
const wholeArray: Enter = async (directory) => {
  const file = join(directory, "messages.json");
  appendFileSync(
    file,
    JSON.stringify(Array.from({ length: arrayRecords }, (_, at) => recordOf(draftOf(at), at + 1))),
  );
  return {
    name: "read, push, write the array",
    file,
    append: async (draft) => {
      await turn();
      const records: unknown[] = JSON.parse(readFileSync(file, "utf8"));
      records.push(recordOf(draft, records.length + 1));
      writeFileSync(file, JSON.stringify(records));
    },
    close: async () => {},
  };
};

export const contestants: readonly Enter[] = [sqlite, beseda("fsync"), beseda("process"), lines, wholeArray];
export const thisLog: Enter = beseda("fsync");

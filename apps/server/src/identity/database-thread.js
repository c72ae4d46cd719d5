// Plain JavaScript on purpose: a thread that strips types loads a compiler of 14 MB to run these lines.
import { chmodSync, existsSync, renameSync, rmSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { parentPort, workerData } from "node:worker_threads";
import { OpenFile, save } from "./database-file.js";

const { file, schema, isDurable, lookMs, retryMs } = workerData;
const codes = { busy: 5, notADatabase: 26 };

/** A file appears with all its tables or not at all: an empty one is a store that somebody lost. */
const make = () => {
  const unfinished = `${file}.new`;
  rmSync(unfinished, { force: true });
  const database = new DatabaseSync(unfinished);
  // Before anything is in it: SQLite gives its side files the mode of the file.
  chmodSync(unfinished, 0o600);
  database.exec(`PRAGMA synchronous = ${isDurable ? "FULL" : "OFF"}; BEGIN; ${schema} COMMIT;`);
  database.close();
  renameSync(unfinished, file);
};

const open = () => {
  if (!existsSync(file)) make();
  const database = new DatabaseSync(file, { timeout: 5000 });
  const tables = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all();
  if (!tables.some(({ name }) => name === "accounts"))
    throw Object.assign(new Error("other tables"), { errcode: codes.notADatabase });
  database.exec("PRAGMA journal_mode = WAL");
  database.exec(`PRAGMA synchronous = ${isDurable ? "FULL" : "NORMAL"}`);
  database.exec(schema);
  // From here on whoever finds the file locked lets the others go first and tries again.
  database.exec("PRAGMA busy_timeout = 0");
  return database;
};

const againMs = 1000;
let openFile;
let change;
let isSaved = false;
let isEnding = false;
const end = () => {
  database.close();
  process.exit();
};

/** Tells that the file is taken away, once, and when what it holds is saved: this may be the only copy. */
const tellDisplaced = () => {
  parentPort.postMessage({ change });
  const rescue = () => {
    const { saved, why } = save(file, database);
    // Of a file that was overwritten there may be nothing left to save.
    const isOver = saved !== undefined || change === "changed";
    parentPort.postMessage(isOver ? { rescued: saved } : { unsaved: why });
    if (!isOver) setTimeout(rescue, againMs);
    else if (isEnding) end();
    isSaved = isOver;
  };
  rescue();
};

const isDisplaced = () => {
  if (change === undefined) {
    change = openFile.change();
    if (change !== undefined) tellDisplaced();
  }
  return change !== undefined;
};

const displaced = { error: { message: "the file was taken away", errcode: 0 } };

const isBusy = ({ errcode = 0 }) => (errcode & 0xff) === codes.busy;
const failure = ({ message, errcode = 0 }) => ({ message, errcode });
const now = () => Number(process.hrtime.bigint() / 1_000_000n);

let database;
const prepared = new Map();
const prepare = (sql) => {
  const known = prepared.get(sql);
  if (known) return known;
  const made = database.prepare(sql);
  prepared.set(sql, made);
  return made;
};

const answers = [];
const answer = (id, outcome) => {
  if (answers.length === 0) setImmediate(() => parentPort.postMessage({ answers: answers.splice(0) }));
  answers.push({ id, ...outcome });
};

/** Requests that found the file locked, or wait for company. */
const waiting = [];
let isDue = false;

const wait = (request, retry) => {
  waiting.push(request);
  if (isDue) return;
  isDue = true;
  if (retry) setTimeout(work, retryMs);
  else setImmediate(work);
};

const work = () => {
  isDue = false;
  const requests = waiting.splice(0).filter((request) => {
    const isLate = now() > request.untilMs;
    if (isLate) answer(request.id, { error: { message: "locked", errcode: codes.busy } });
    return !isLate;
  });
  for (const request of requests) if (!request.isWrite) read(request);
  writeAll(requests.filter(({ isWrite }) => isWrite));
};

const read = (request) => {
  const [{ sql, values }] = request.statements;
  try {
    answer(request.id, { rows: prepare(sql).all(...values) });
  } catch (error) {
    if (isBusy(error)) wait(request, true);
    else answer(request.id, { error: failure(error) });
  }
};

/** All that waits is one commit, and one sync of the disk; what fails of it fails alone. */
const writeAll = (requests) => {
  if (requests.length === 0) return;
  try {
    database.exec("BEGIN IMMEDIATE");
  } catch (error) {
    for (const request of requests)
      if (isBusy(error)) wait(request, true);
      else answer(request.id, { error: failure(error) });
    return;
  }
  const outcomes = [];
  try {
    for (const request of requests) outcomes.push(write(request));
    database.exec("COMMIT");
  } catch (error) {
    // A full disk has rolled it back already.
    if (database.isTransaction) database.exec("ROLLBACK");
    for (const { id } of requests) answer(id, { error: failure(error) });
    return;
  }
  const isLost = isDisplaced();
  for (const [index, { id }] of requests.entries()) answer(id, isLost ? displaced : outcomes[index]);
};

const write = ({ statements }) => {
  database.exec("SAVEPOINT one");
  let outcome;
  try {
    outcome = { results: changesOf(statements) };
  } catch (error) {
    // A full disk ends the whole transaction.
    if (!database.isTransaction) throw error;
    outcome = { error: failure(error) };
  }
  if (outcome.results === undefined) database.exec("ROLLBACK TO one");
  database.exec("RELEASE one");
  return outcome;
};

const changesOf = (statements) => {
  const results = [];
  for (const { sql, values, must } of statements) {
    const change = changeOf(prepare(sql), values);
    if (must && change.changes === 0) return undefined;
    results.push(change);
  }
  return results;
};

const changeOf = (statement, values) => {
  if (statement.columns().length > 0) {
    const rows = statement.all(...values);
    return { changes: rows.length, id: 0, rows };
  }
  const { changes, lastInsertRowid } = statement.run(...values);
  return { changes: Number(changes), id: Number(lastInsertRowid), rows: [] };
};

/** SQLite counts what other connections commit: asking for it costs nothing, and waits for nobody. */
const version = () => {
  try {
    return prepare("PRAGMA data_version").get().data_version;
  } catch {
    return undefined;
  }
};

const watch = () => {
  let seen = version();
  setInterval(() => {
    if (isDisplaced()) return;
    const found = version();
    if (found === undefined || found === seen) return;
    seen = found;
    parentPort.postMessage({ hasChanged: true });
  }, lookMs);
};

const take = (request) => {
  if (request.isEnd) {
    isEnding = true;
    if (!isDisplaced() || isSaved) end();
  } else if (change !== undefined) answer(request.id, displaced);
  else if (request.isWrite) wait(request, false);
  else read(request);
};

try {
  database = open();
  openFile = new OpenFile(file);
  watch();
  parentPort.on("message", take);
  parentPort.postMessage({ isOpen: true });
} catch (error) {
  parentPort.postMessage({ failed: failure(error) });
}

import { expect, test } from "vitest";
import { LogFailedError, LogFullError, LogRefusedError } from "../error.ts";
import { refusalOf } from "../open/refuse.ts";
import { systemErrorOf } from "./sqlite-lock.ts";

const ofSqlite = (errcode: number): Error =>
  Object.assign(new Error("what SQLite says"), { code: "ERR_SQLITE_ERROR", errcode });

test.each([
  ["is full", 13, LogFullError],
  ["fails", 10 | (3 << 8), LogFailedError],
  ["does not let it be made", 14, LogRefusedError],
])("[LOG-6] a lock beside the log on a disk that %s is refused as that", (_, errcode, kind) => {
  const places = { file: "/messages.json", data: "/data" };
  expect(refusalOf(places, systemErrorOf(ofSqlite(errcode), "/messages.json.lock"))).toBeInstanceOf(kind);
});

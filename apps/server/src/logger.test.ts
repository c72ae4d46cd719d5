import { LogReadError } from "@beseda/log";
import { expect, test } from "vitest";
import { tellError } from "./logger.ts";

const failedDisk = Object.assign(new Error("EIO: i/o error, read"), { code: "EIO" });

test.each([
  ["a disk", failedDisk, "EIO"],
  ["the log", new LogReadError("messages.json", failedDisk), "log-read-failed"],
  [
    "the accounts",
    Object.assign(new Error("disk I/O error"), { code: "ERR_SQLITE_ERROR" }),
    "ERR_SQLITE_ERROR",
  ],
])("[OPS-5] %s that fails is told without a trace of the program", (_, error, code) => {
  expect(tellError(error)).toEqual({ code, message: error.message });
});

test.each([
  ["an error of nobody", new TypeError("x is not a function")],
  ["an error of the runtime", Object.assign(new Error("bad argument"), { code: "ERR_INVALID_ARG_TYPE" })],
])("[OPS-5] %s is told with where it was", (_, error) => {
  expect(tellError(error)).toHaveProperty("stack");
});

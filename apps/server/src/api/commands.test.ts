import { commandNames, commandTable } from "@beseda/protocol";
import { expect, test } from "vitest";
import { appRouter } from "./router.ts";

const isProcedure = (path: string): boolean => Object.hasOwn(appRouter._def.procedures, path);

test.each(commandNames.filter((name) => commandTable[name].procedure !== undefined))(
  "[TXT-3] what /%s does, a tRPC client can do by the procedure that the table names",
  (name) => {
    expect(isProcedure(commandTable[name].procedure ?? "")).toBe(true);
  },
);

test("[TXT-3] without a procedure is only what a client does by itself", () => {
  expect(commandNames.filter((name) => commandTable[name].procedure === undefined)).toEqual(["help", "echo"]);
});

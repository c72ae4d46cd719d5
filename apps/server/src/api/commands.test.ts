import { commandNames, commandTable } from "@beseda/protocol";
import { expect, test } from "vitest";
import { procedures } from "../testing/person.ts";

test.each(commandNames.filter((name) => commandTable[name].procedure !== undefined))(
  "[TXT-3] what /%s does, a tRPC client can do by the procedure that the table names, of the type that it names",
  (name) => {
    const { procedure = "", procedureType } = commandTable[name];
    expect(procedures[procedure]?._def.type).toBe(procedureType);
  },
);

test("[TXT-3] without a procedure is only what a client does by itself", () => {
  expect(commandNames.filter((name) => commandTable[name].procedure === undefined)).toEqual(["help", "echo"]);
});

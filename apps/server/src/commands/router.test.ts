import {
  commandNames,
  commandTable,
  procedures as declared,
  type AnswerOf,
  type Procedure,
} from "@beseda/protocol";
import type { inferRouterOutputs } from "@trpc/server";
import { expect, expectTypeOf, test } from "vitest";
import { procedures } from "../../testing/person.ts";
import type { AppRouter } from "./router.ts";

test.each(commandNames.filter((name) => commandTable[name].procedure !== undefined))(
  "[TXT-3] what /%s does, a tRPC client can do by the procedure that the table names, of the type that it names",
  (name) => {
    const { procedure = "", procedureType } = commandTable[name];
    expect(procedures[procedure]?._def.type).toBe(procedureType);
  },
);

test("[TXT-3] without a procedure is only what a client does by itself", () => {
  expect(commandNames.filter((name) => commandTable[name].procedure === undefined)).toEqual([
    "help",
    "echo",
    "numbers",
  ]);
});

test("[TXT-3] the server answers what the protocol declares, of that type and with that input, and nothing else", () => {
  const all = Object.values(declared).flatMap((ofNoun) => Object.values(ofNoun));
  expect(new Set(all.map(({ path }) => path))).toEqual(new Set(Object.keys(procedures)));
  for (const { path, type, input } of all) {
    expect([path, procedures[path]?._def.type]).toEqual([path, type]);
    expect(procedures[path]?._def.inputs[0]).toBe(input);
  }
});

type Declared = typeof declared;
type Frozen<Value> = Value extends object ? { readonly [Key in keyof Value]: Frozen<Value[Key]> } : Value;
type Answers = {
  readonly [Noun in keyof Declared]: {
    readonly [Name in keyof Declared[Noun]]: Declared[Noun][Name] extends Procedure
      ? Frozen<AnswerOf<Declared[Noun][Name]>>
      : never;
  };
};

test("[TXT-3] and the answers are those that clients read", () => {
  expectTypeOf<inferRouterOutputs<AppRouter>>().toExtend<Answers>();
});

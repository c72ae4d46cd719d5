import { z } from "zod";
import { everybody, nameSchema } from "../name.ts";
import { split } from "./arguments.ts";
import { command } from "./define-command.ts";
import { calling } from "./outcome.ts";
import { mutation, query } from "./procedure.ts";
import { personSchema } from "./room.ts";

/** Somebody by name or `client_id`, or everybody. */
const somebodySchema = z.object({ name: z.union([z.literal(everybody), nameSchema]) });

/** The people whom a client blocks: one list for all of its sessions, disclosed to nobody (DIR-4). */
export const peopleProcedures = {
  blocked: query("people.blocked", { input: undefined, answer: z.array(personSchema) }),
  block: mutation("people.block", { input: somebodySchema, answer: personSchema }),
  unblock: mutation("people.unblock", { input: somebodySchema, answer: personSchema }),
};

const anyone = z.union([
  z.literal(everybody),
  z
    .string()
    .transform(split)
    .pipe(z.object({ name: nameSchema, rest: z.literal("") }))
    .transform(({ name }) => name),
]);

/** An empty argument lists. */
const somebodyOrList = z
  .union([z.literal("").transform(() => undefined), anyone])
  .transform((name): { name?: string } => (name === undefined ? {} : { name }));

export const peopleCommands = {
  block: command("block", {
    aliases: ["ignore", "заблокировать"],
    arguments: somebodyOrList,
    completes: "name",
    procedure: peopleProcedures.block,
    call: ({ name }) =>
      name === undefined
        ? calling(peopleProcedures.blocked, undefined, (people, _, lines) => ({
            lines: [lines.blockedPeople(people.map((person) => person.name))],
          }))
        : calling(peopleProcedures.block, { name }, (person, _, lines) => ({
            lines: [lines.blocked(person.name)],
          })),
  }),
  unblock: command("unblock", {
    aliases: ["unignore", "разблокировать"],
    arguments: anyone.transform((name) => ({ name })),
    completes: "name",
    procedure: peopleProcedures.unblock,
    call: ({ name }) =>
      calling(peopleProcedures.unblock, { name }, (person, _, lines) => ({
        lines: [lines.unblocked(person.name)],
      })),
  }),
};

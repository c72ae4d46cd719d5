import { everybody, nameKey, procedures, type Person } from "@beseda/protocol";
import type { Context } from "./context.ts";
import { procedure, router } from "./procedure.ts";
import { anybodyOf } from "./target.ts";

const declared = procedures.people;

const all: Person = { client_id: everybody, name: everybody };

/** Blocked people: one list for all of one's sessions, told to nobody, the blocked least of all (DIR-4). */
export const people = router({
  blocked: procedure.query(({ ctx }) => blockedBy(ctx)),
  /** Blocks a person; resolves with that person. */
  block: procedure.input(declared.block.input).mutation(async ({ ctx, input: { name } }) => {
    const target = await somebody(ctx, name);
    await ctx.services.chat.execute({ kind: "block", actor: ctx.session.actor, target });
    return target;
  }),
  unblock: procedure.input(declared.unblock.input).mutation(async ({ ctx, input: { name } }) => {
    const known = blockedBy(ctx).find(
      (person) => person.client_id === name || nameKey(person.name) === nameKey(name),
    );
    const target = known ?? (await somebody(ctx, name));
    await ctx.services.chat.execute({ kind: "unblock", actor: ctx.session.actor, target });
    return target;
  }),
});

/** People whom the client has blocked, in that order. */
export const blockedBy = ({ session, services }: Context): readonly Person[] =>
  services.chat.state.blocks.get(session.clientId) ?? [];

const somebody = async ({ services }: Context, wanted: string): Promise<Person> => {
  const { client_id, name } = wanted === everybody ? all : await anybodyOf(services, wanted);
  return { client_id, name };
};

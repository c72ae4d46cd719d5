import { assert, constantFrom, array, property, record as objectOf } from "fast-check";
import { ChatError, directRoomOf, lobby, type RecordDraft } from "@beseda/protocol";
import { expect, test } from "vitest";
import { apply } from "./apply.ts";
import { decide, type Command } from "./decide.ts";
import { emptyState } from "./state.ts";

const people = ["Client_1", "Client_2", "Client_3"] as const;
const everyday = { locale: "ru", nowMs: 0 } as const;
const actorOf = (client_id: string) => ({ client_id, session: client_id.replace("Client_", "s") });
const targetOf = (client_id: string) => ({ client_id, name: client_id, role: "guest" }) as const;

const ways: Readonly<Record<string, (by: string, whom: string) => Command>> = {
  block: (by, whom) => ({ kind: "block", actor: actorOf(by), target: targetOf(whom) }),
  unblock: (by, whom) => ({ kind: "unblock", actor: actorOf(by), target: targetOf(whom) }),
  direct: (by, whom) => ({ kind: "direct", actor: actorOf(by), name: whom }),
  say: (by, whom) => ({ kind: "say", actor: actorOf(by), id: "1", room: directRoomOf(by, whom), text: "!" }),
  topic: (by, whom) => ({ kind: "topic", actor: actorOf(by), room: directRoomOf(by, whom), topic: "!" }),
  leave: (by, whom) => ({ kind: "leave", actor: actorOf(by), room: directRoomOf(by, whom) }),
  create: (by) => ({ kind: "create", actor: actorOf(by), room: by }),
  invite: (by, whom) => ({ kind: "invite", actor: actorOf(by), room: by, target: targetOf(whom) }),
  join: (by, whom) => ({ kind: "join", actor: actorOf(by), room: whom }),
  decline: (by, whom) => ({ kind: "decline", actor: actorOf(by), room: whom }),
};

/** Everything that reaches a person by the wish of one other person. */
const reaches = (draft: RecordDraft, by: string, whom: string): boolean => {
  if (draft.type === "invited") return draft.by === by && draft.client_id === whom;
  const isTheirs = "room" in draft && draft.room === directRoomOf(by, whom) && draft.type !== "left";
  return isTheirs && draft.client_id === by;
};

test("[DIR-4] whatever is done in whatever order, nothing reaches somebody from whom they have blocked", () => {
  const step = objectOf({
    way: constantFrom(...Object.keys(ways)),
    by: constantFrom(...people),
    whom: constantFrom(...people),
  });
  let reached = 0;
  let refused = 0;
  assert(
    property(array(step, { maxLength: 60, size: "max" }), (steps) => {
      const state = emptyState();
      for (const client_id of people) {
        const common = { client_id, name: client_id, sender: "server", message: "" } as const;
        const { session } = actorOf(client_id);
        apply(state, { type: "connected", room: lobby, session, via: "trpc", ...common });
      }
      for (const { way, by, whom } of steps) {
        const command = ways[way]?.(by, whom);
        if (!command || by === whom) continue;
        const isBlocked = state.blocks.get(whom)?.some(({ client_id }) => client_id === by) ?? false;
        try {
          for (const draft of decide(state, command, everyday)) {
            if (reaches(draft, by, whom)) reached += 1;
            expect(isBlocked && reaches(draft, by, whom)).toBe(false);
            apply(state, draft);
          }
        } catch (error) {
          if (!(error instanceof ChatError)) throw error;
          if (error.code === "not-taking") refused += 1;
        }
      }
    }),
    { numRuns: 500 },
  );
  expect(Math.min(reached, refused)).toBeGreaterThan(0);
});

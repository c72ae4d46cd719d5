import { nameKey, type RecordDraft } from "@beseda/protocol";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { apply } from "./apply.ts";
import { decide, type Command } from "./decide.ts";
import { registeredHolder } from "./lookup.ts";
import { emptyState, type ChatState, type Registered } from "./state.ts";

const circumstances = { locale: "ru", nowMs: 0 } as const;
const anna = { client_id: "Client_1", name: "Анна" };
const boris = { client_id: "Client_2", name: "Борис" };

/** Decides a command and applies the result at once. */
const carryOut = (state: ChatState, command: Command): readonly RecordDraft[] => {
  const drafts = decide(state, command, circumstances);
  for (const draft of drafts) apply(state, draft);
  return drafts;
};

const come = (state: ChatState, { client_id, name }: Registered): string => {
  const [draft] = carryOut(state, { kind: "connect", client_id, name, via: "trpc", greeting: "" });
  return draft?.type === "connected" ? draft.name : "";
};

const told = (drafts: readonly RecordDraft[]) =>
  drafts.map((draft) => [draft.type, draft.client_id, "name" in draft ? draft.name : ""]);

test("[IDN-12] a name that the log says is registered is nobody else's, in any look, whoever is here", () => {
  const state = emptyState();
  come(state, anna);
  expect(told(carryOut(state, { kind: "register", ...anna }))).toEqual([["registered", "Client_1", "Анна"]]);
  expect(carryOut(state, { kind: "register", ...anna })).toEqual([]);
  const session = [...state.sessions.keys()][0] ?? "";
  const actor = { client_id: "Client_1", session } as const;
  carryOut(state, {
    kind: "disconnect",
    actor,
    code: 1000,
    status: "normal",
    duration_ms: 0,
    message: "",
  });
  expect(come(state, { ...boris, name: "aнна" })).toBe("aнна-2");
  expect(() => carryOut(state, { kind: "register", ...boris, name: "АННА" })).toThrow("АННА");
  expect(come(state, anna)).toBe("Анна");
});

test("[IDN-12] a name that somebody else goes by is not registered", () => {
  const state = emptyState();
  come(state, boris);
  expect(() => carryOut(state, { kind: "register", ...anna, name: "борис" })).toThrow("борис");
  expect(state.registered.size).toBe(0);
});

test("[NAM-6] accounts whose names look alike, made before that was found out, are both in the log", () => {
  const state = emptyState();
  const twins = [anna, { client_id: "Client_3", name: "АННА" }];
  expect(told(carryOut(state, { kind: "reconcile", accounts: twins }))).toHaveLength(2);
  expect([registeredHolder(state, "АННА"), registeredHolder(state, "анна")]).toEqual([
    "Client_3",
    "Client_1",
  ]);
  expect(twins.map((account) => come(state, account))).toEqual(["Анна", "АННА-2"]);
  carryOut(state, { kind: "reconcile", accounts: twins.slice(1) });
  expect(registeredHolder(state, "анна")).toBe("Client_3");
});

const account = fc.record({
  client_id: fc.constantFrom("Client_1", "Client_2", "Client_3", "Client_4"),
  name: fc.constantFrom("Анна", "АННА", "Борис", "Вера", "Bepa"),
});
/** A client has one account. */
const accounts = fc.uniqueArray(account, { selector: ({ client_id }) => client_id });

test("[IDN-12] whatever accounts there are, the log knows of these and of no others, and nothing is written twice", () => {
  fc.assert(
    fc.property(fc.array(accounts, { minLength: 1, maxLength: 6 }), (kept) => {
      const state = emptyState();
      for (const now of kept) {
        carryOut(state, { kind: "reconcile", accounts: now });
        const known = [...state.registered.values()].flat();
        expect(new Set(known.map((one) => JSON.stringify(one)))).toEqual(
          new Set(now.map(({ client_id, name }) => JSON.stringify({ client_id, name }))),
        );
        for (const [key, alike] of state.registered)
          for (const { name } of alike) expect(nameKey(name)).toBe(key);
        expect(carryOut(state, { kind: "reconcile", accounts: now })).toEqual([]);
      }
    }),
  );
});

test("[IDN-12] what differs is written in commits of a thousand records", () => {
  const state = emptyState();
  const many = Array.from({ length: 2500 }, (_, n) => ({ client_id: `Client_${n}`, name: `Имя ${n}` }));
  const sizes: number[] = [];
  do sizes.push(carryOut(state, { kind: "reconcile", accounts: many }).length);
  while (sizes.at(-1) !== 0);
  expect(sizes).toEqual([1000, 1000, 500, 0]);
  expect(state.lastClient).toBe(2499);
});

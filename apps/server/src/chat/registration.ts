import { ChatError, nameKey, textsOf, type Locale, type RecordDraft } from "@beseda/protocol";
import type { Decision } from "./circumstances.ts";
import type { FactOf } from "./fact.ts";
import { registeredHolder } from "./lookup.ts";
import { isTaken, numberIn } from "./people.ts";
import type { ChatFacts, Registered } from "./state.ts";

/** Registers the name of an account that was stored: it is nobody else's from now on. */
export interface Register extends Registered {
  readonly kind: "register";
}

/** Makes the log know of the accounts that exist, and of no others (IDN-12). */
export interface Reconcile {
  readonly kind: "reconcile";
  /** All stored accounts. */
  readonly accounts: readonly Registered[];
}

/** Commands that say which names are those of accounts. */
export type RegistrationCommand = Register | Reconcile;

/** The most records in one commit of differences. */
const mostAtOnce = 1000;

const has = ({ registered }: ChatFacts, { client_id, name }: Registered): boolean =>
  registered.get(nameKey(name))?.some((one) => one.client_id === client_id && one.name === name) ?? false;

export const register: Decision<Register> = (state, { client_id, name }, circumstances) => {
  const account = { client_id, name };
  if (has(state, account)) return [];
  // Also refused if its client goes by it at this moment: an account takes precedence.
  const isOthers = (registeredHolder(state, name) ?? client_id) !== client_id;
  if (isOthers || isTaken(state, account, circumstances)) throw new ChatError("name-taken", name);
  return [draftOf("registered", account, circumstances.locale)];
};

/**
 * Registers each account whose record is missing, whatever its name looks like, and frees each name whose
 * account is gone. Returns at most as many records as one commit may have: call it until nothing differs.
 */
export const reconcile: Decision<Reconcile> = (state, { accounts }, { locale }) => {
  const missing = accounts.filter((account) => !has(state, account));
  const kept = new Map(accounts.map(({ client_id, name }) => [client_id, name]));
  const gone = [...state.registered.keys()]
    .flatMap((key) => state.registered.get(key) ?? [])
    .filter(({ client_id, name }) => kept.get(client_id) !== name);
  return [
    ...gone.map((account) => draftOf("unregistered", account, locale)),
    ...missing.map((account) => draftOf("registered", account, locale)),
  ].slice(0, mostAtOnce);
};

const draftOf = (
  type: "registered" | "unregistered",
  { client_id, name }: Registered,
  locale: Locale,
): RecordDraft => ({
  type,
  client_id,
  name,
  sender: "server",
  message: textsOf(locale).notices[type](name),
});

export const registered = (state: ChatFacts, { client_id, name }: FactOf<"registered">): void => {
  // If the log has lost its end, the accounts include people whom it does not know (IDN-3).
  state.lastClient = Math.max(state.lastClient, numberIn(client_id));
  state.registered.set(nameKey(name), [...othersOf(state, { client_id, name }), { client_id, name }]);
};

export const unregistered = (state: ChatFacts, { client_id, name }: FactOf<"unregistered">): void => {
  const others = othersOf(state, { client_id, name });
  if (others.length > 0) state.registered.set(nameKey(name), others);
  else state.registered.delete(nameKey(name));
};

const othersOf = ({ registered }: ChatFacts, { client_id, name }: Registered): Registered[] =>
  (registered.get(nameKey(name)) ?? []).filter((one) => one.client_id !== client_id || one.name !== name);

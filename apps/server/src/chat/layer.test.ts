import { lobby, type ChatRecord, type RecordDraft } from "@beseda/protocol";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { apply, fold } from "./apply.ts";
import { Layer, type Piece } from "./layer.ts";
import { emptyState, type ChatFacts, type ChatState, type Facts } from "./state.ts";

const rooms = [lobby, "книги", "~тайна-0123456789ab"] as const;
const people = ["Client_1", "Client_2", "Client_3"] as const;
const names = ["Анна", "Борис", "Вера"] as const;

const person = fc.constantFrom(...people);
const name = fc.constantFrom(...names);
const room = fc.constantFrom(...rooms);
const session = fc.integer({ min: 1, max: 5 }).map((number) => `s${number}`);
const just = <const Value>(value: Value): fc.Arbitrary<Value> => fc.constant(value);
const fromServer = { sender: just("server"), message: just("") };
const inLobby = { ...fromServer, room: just(lobby), client_id: person, name };
const inRoom = { ...fromServer, room, client_id: person, name };
const byAnna = { by: just("Client_1"), by_name: just("Анна") };

/** Any facts, in any order: a layer folds them as the state does, even if no chat would write them so. */
const anyDraft: fc.Arbitrary<RecordDraft> = fc.oneof(
  fc.record({ ...inLobby, type: just("connected"), session, via: just("trpc") }),
  fc.record({
    ...inLobby,
    type: just("disconnected"),
    session,
    code: just(1000),
    status: just("normal"),
    duration_ms: just(1),
  }),
  fc.record({ ...inLobby, type: just("renamed"), old_name: just("") }),
  fc.record({ ...fromServer, client_id: person, name, type: fc.constantFrom("registered", "unregistered") }),
  fc.record({ ...inRoom, type: fc.constantFrom("room-created", "joined", "left") }),
  fc.record({ ...inRoom, type: just("message"), id: just("1"), session, sender: just("client") }),
  fc.record({ ...inRoom, type: just("topic"), topic: fc.constantFrom("", "о книгах") }),
  fc.record({
    ...inRoom,
    type: just("room-changed"),
    archived: fc.boolean(),
    title: fc.constantFrom("", "Книги"),
  }),
  fc.record({
    ...inRoom,
    ...byAnna,
    type: just("moderated"),
    action: fc.constantFrom("ban", "unban", "mute", "unmute", "slow", "role", "kick"),
    role: fc.constantFrom("moderator", "guest"),
    seconds: fc.integer({ min: 0, max: 9 }),
  }),
  fc.record({ ...inRoom, ...byAnna, type: just("deleted"), target: fc.integer({ min: 1, max: 5 }) }),
  fc.record({
    ...inRoom,
    type: fc.constantFrom("invited", "invitation-withdrawn"),
    by: person,
    by_name: name,
  }),
  fc.record({ ...inRoom, type: just("declined") }),
  fc.record({
    ...fromServer,
    client_id: person,
    type: fc.constantFrom("blocked", "unblocked"),
    target: person,
    target_name: name,
  }),
);

const listed = <Key, Value>(facts: Facts<Key, Value>, tell: (value: Value) => unknown): unknown => {
  const told = new Map([...facts.keys()].map((key) => [key, tell(facts.get(key) as Value)]));
  expect(told.size).toBe(facts.size);
  for (const key of told.keys()) expect(facts.has(key)).toBe(true);
  return told;
};
const itself = (value: unknown): unknown => value;
/** The exact place of a fact is known once the log has given it one. */
const place = (seq: number): boolean => seq > 0;

const snapshot = (state: ChatFacts): unknown => ({
  rooms: listed(state.rooms, ({ topic, title, archived, slow, roles, mutes, spoke, members }) => [
    [topic, title, archived, slow],
    listed(roles, itself),
    listed(mutes, itself),
    // A message that is not durable yet has no time.
    listed(spoke, () => true),
    listed(members, place),
  ]),
  sessions: listed(state.sessions, ({ client_id }) => client_id),
  online: listed(state.online, itself),
  names: listed(state.names, itself),
  registered: listed(state.registered, itself),
  bans: listed(state.bans, itself),
  deleted: listed(state.deleted, place),
  invitations: listed(state.invitations, (list) =>
    list.map(({ room: where, name: whom, by, declined }) => [where, whom, by, declined !== undefined]),
  ),
  blocks: listed(state.blocks, itself),
  opened: listed(state.opened, itself),
});

interface Append {
  readonly drafts: readonly RecordDraft[];
  readonly piece: Piece;
}

/** A chat's state, a layer over it, and the facts in the layer alone. */
class Trial {
  readonly durable: ChatState = emptyState();
  readonly layer = new Layer(() => this.durable);
  highest = 0;
  #pending: Append[] = [];
  #unsettled: Piece[] = [];
  #seq = 0;

  append(drafts: readonly RecordDraft[]): void {
    this.#pending.push({ drafts, piece: this.layer.add(drafts) });
    this.highest = Math.max(this.highest, this.layer.lastSession);
  }

  /** Makes the oldest append durable; its appender is answered later. */
  commit(): void {
    const done = this.#pending.shift();
    if (!done) return;
    for (const draft of done.drafts) {
      this.#seq += 1;
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a draft with its place is a record
      fold(this.durable, { ...draft, seq: this.#seq, prev: 0, time: `${this.#seq}` } as ChatRecord);
    }
    this.#unsettled.push(done.piece);
  }

  settle(which: number): void {
    const [piece] = this.#unsettled.splice(which % Math.max(1, this.#unsettled.length), 1);
    if (piece) this.layer.settle(piece);
  }

  refuse(): void {
    this.#pending = [];
    this.layer.forget();
  }

  /** The expected content of the layer. */
  get model(): ChatState {
    const state = structuredClone(this.durable);
    for (const { drafts } of this.#pending) for (const draft of drafts) apply(state, draft);
    return state;
  }
}

const step = fc.oneof(
  { weight: 5, arbitrary: fc.array(anyDraft, { minLength: 1, maxLength: 3 }).map((drafts) => ({ drafts })) },
  { weight: 3, arbitrary: fc.constant("commit" as const) },
  { weight: 2, arbitrary: fc.nat(9).map((which) => ({ which })) },
  { weight: 1, arbitrary: fc.constant("refuse" as const) },
);

describe("[LOG-15] a layer over the durable state", () => {
  test("is what the state will be: whatever is appended, becomes durable, is answered, is refused", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const trial = new Trial();
        for (const next of steps) {
          if (next === "commit") trial.commit();
          else if (next === "refuse") trial.refuse();
          else if ("drafts" in next) trial.append(next.drafts);
          else trial.settle(next.which);
          expect(snapshot(trial.layer)).toEqual(snapshot(trial.model));
          expect(trial.layer.lastSession).toBe(Math.max(trial.highest, trial.durable.lastSession));
        }
      }),
      { numRuns: 300 },
    );
  });

  test("leaves the state below as it was, and holds nothing when everything was answered", () => {
    fc.assert(
      fc.property(fc.array(fc.array(anyDraft, { minLength: 1, maxLength: 3 })), (appends) => {
        const trial = new Trial();
        for (const drafts of appends) trial.append(drafts);
        expect(trial.durable).toEqual(emptyState());
        for (const _ of appends) trial.commit();
        for (const _ of appends) trial.settle(0);
        expect(trial.layer.isEmpty).toBe(true);
        expect(snapshot(trial.layer)).toEqual(snapshot(trial.durable));
      }),
    );
  });
});

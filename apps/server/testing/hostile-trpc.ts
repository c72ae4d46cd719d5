import { isUtf8 } from "node:buffer";
import { appRouter } from "../src/commands/router.ts";
import { frameOf, hostileLine, hostileWords, violation, type Chance } from "./hostile.ts";

/** A sent frame, and the answers that are due for it. */
export interface HostilePiece {
  readonly bytes: Buffer;
  /** The ids of the calls in it: each is answered, or the connection closes. */
  readonly ids: readonly string[];
  /** The number of answers that can name no call, because there was none. */
  readonly nameless: number;
}

interface Procedure {
  readonly _def: { readonly type: string; readonly inputs: readonly { readonly shape?: object }[] };
}

/** The omitted commands: those that end the session, and those that are costly on purpose. */
const left = new Set(
  ["quit", "logout", "end", "register", "login", "password"].flatMap((name) => [
    `session.${name}`,
    `account.${name}`,
  ]),
);
// The router's type is for callers; here it is only a table of names and shapes.
const procedures = Object.entries(
  appRouter._def.procedures as unknown as Readonly<Record<string, Procedure>>,
).filter(([path]) => !left.has(path));

const calls = ["query", "mutation", "subscription"] as const;

/** Values that fit the fields of many procedures, so that calls get past the schemas. */
const fitting: Readonly<Record<string, readonly unknown[]>> = {
  room: ["lobby", "книги", "кино", "@Client_1+Client_2", "~тайна-0123456789ab"],
  id: ["m-1", "m-2", "m-3", "m-4"],
  text: ["привет", "e\u0301".repeat(50), "👩‍👩‍👧‍👦"],
  name: ["Анна", "Client_1", "Борис"],
  seq: [1, 2, 5],
  before: [1, 100],
  after: [{ log: "другой", seq: 5 }],
  limit: [1, 200],
  locale: ["ru", "en"],
  password: ["очень длинный пароль"],
  old: ["очень длинный пароль"],
  new: ["ещё один длинный пароль"],
  role: ["guest", "member", "moderator", "admin", "owner"],
  private: [true, false],
  typing: [true, false],
  archived: [true, false],
  seconds: [0, 5],
  reply_to: [1, 5],
  action: [true],
};

const oddities: readonly unknown[] = [
  null,
  -1,
  0.5,
  1e308,
  Number.MAX_SAFE_INTEGER + 2,
  "",
  [],
  {},
  [[[[]]]],
  { length: 1e9 },
  "x".repeat(5000),
];

const valueFor = (chance: Chance, field: string): unknown => {
  switch (chance.below(4)) {
    case 0:
      return chance.of(oddities);
    case 1:
      return chance.of(hostileWords);
    default:
      return fittingFor(chance, field);
  }
};

const fittingFor = (chance: Chance, field: string): unknown => chance.of(fitting[field] ?? hostileWords);

const inputFor = (chance: Chance, { _def }: Procedure): unknown => {
  const fields = Object.keys(_def.inputs[0]?.shape ?? fitting);
  if (chance.below(3) === 0)
    return Object.fromEntries(fields.map((field) => [field, fittingFor(chance, field)]));
  if (chance.below(10) === 0) return chance.of(oddities);
  const some = fields.filter(() => chance.below(6) > 0);
  const input = some.map((field): [string, unknown] => [field, valueFor(chance, field)]);
  // As in JSON, `__proto__` is an own key, not the prototype.
  if (chance.below(20) === 0) input.push(["__proto__", { admin: true }], ["constructor", 1]);
  return Object.fromEntries(input);
};

const callOf = (chance: Chance, id: string): object => {
  const [path, procedure] = chance.of(procedures);
  const params = { path, input: inputFor(chance, procedure) };
  const method = chance.below(10) === 0 ? chance.of(calls) : procedure._def.type;
  return { id, method, params };
};

const text = (value: string): Buffer => {
  const payload = Buffer.from(value);
  return frameOf({ first: 0x81, payload });
};

const json = (value: unknown): Buffer => text(JSON.stringify(value));

const strays: readonly unknown[] = [
  null,
  1,
  "x",
  {},
  [[]],
  { id: {}, method: "query", params: {} },
  { id: 1, method: "xyzzy", params: { path: "room.list" } },
  { id: 1, jsonrpc: "3.0", method: "query", params: { path: "room.list" } },
  { id: 1, method: "query" },
  { id: 1, method: "query", params: { path: ["room", "list"] } },
  { id: 1, method: "query", params: { path: "room.list", lastEventId: 5 } },
  { id: null, method: "query", params: { path: "room.list" } },
  { method: "connectionParams", data: { token: "x" } },
];

/**
 * Returns a frame that a program might send to the API, or would only send to do harm.
 * @param tag - makes its ids unique
 */
export const hostilePiece = (chance: Chance, tag: string): HostilePiece => {
  const one = { ids: [tag], nameless: 0 };
  const stray = { ids: [], nameless: 1 };
  if (chance.below(400) === 0) return { bytes: violation(chance, hostileLine(chance)), ids: [], nameless: 0 };
  switch (chance.below(12)) {
    case 0:
      return { ...stray, bytes: json(chance.of(strays)) };
    case 1: {
      const payload = hostileLine(chance);
      return { ...stray, bytes: frameOf({ first: isUtf8(payload) ? 0x81 : 0x82, payload }) };
    }
    case 2: {
      const ids = Array.from({ length: 1 + chance.below(40) }, (_, index) => `${tag}${index}-`);
      return { ids, nameless: 0, bytes: json(ids.map((id) => callOf(chance, id))) };
    }
    case 3: {
      const stop = json({ id: tag, method: "subscription.stop" });
      return { ...one, bytes: Buffer.concat([json(callOf(chance, tag)), stop]) };
    }
    case 4:
      return { ...one, bytes: Buffer.concat([json(callOf(chance, tag)), json(callOf(chance, tag))]) };
    case 5: {
      const params = { path: chance.of(hostileWords), input: chance.of(oddities) };
      return { ...one, bytes: json({ id: tag, method: chance.of(calls), params }) };
    }
    case 6: {
      const depth = chance.of([10, 1000, 10_000]);
      return { ...stray, bytes: text("[".repeat(depth) + "]".repeat(depth)) };
    }
    case 7: {
      const whole = JSON.stringify(callOf(chance, tag));
      return { ...stray, bytes: text(whole.slice(0, 1 + chance.below(whole.length - 2))) };
    }
    default:
      return { ...one, bytes: json(callOf(chance, tag)) };
  }
};

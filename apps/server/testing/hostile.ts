import { isUtf8 } from "node:buffer";
import { cleanText, commandNames, parseLine } from "@beseda/protocol";

/** A source of random values that are the same for the same seed. */
export interface Chance {
  /** Returns an integer n with 0 ≤ n < `below`. */
  below(below: number): number;
  /** Returns one of these values. */
  of<Value>(values: readonly Value[]): Value;
  bytes(length: number): Buffer;
}

/** Creates a Mulberry32 generator: 32 bits of state, good enough for tests. */
export const chanceOf = (seed: number): Chance => {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    below,
    of: (values) => {
      const [first] = values;
      if (first === undefined) throw new Error("nothing to choose from");
      return values[below(values.length)] ?? first;
    },
    bytes: (length) => Buffer.from(Array.from({ length }, () => below(256))),
  };
};

/** The omitted commands: those that end the session, and those that are costly on purpose. */
const left = new Set<string>(["quit", "register", "login", "logout", "password"]);
const commands = [...commandNames.filter((name) => !left.has(name)), "помощь", "имя", "jion", "xyzzy"];

/** Words that people type, and words they would only type to do harm. */
export const hostileWords: readonly string[] = [
  "привет",
  "Анна",
  "Client_1",
  "@Client_1+Client_2",
  "#lobby",
  "lobby",
  "книги",
  "on",
  "ru",
  "-1",
  "0",
  "99999999999999999999",
  "NaN",
  "__proto__",
  "constructor",
  "toString",
  "null",
  '"',
  "«",
  "«Анна Каренина»",
  "\u0000",
  "\u001B[2J",
  "\u202E",
  "\u2028",
  "\uFEFF",
  "e\u0301".repeat(50),
  "👩‍👩‍👧‍👦",
  "{}",
  "[[[[[[",
  '{"id":1,"method":"subscription"}',
  "GET / HTTP/1.1",
  "%s%n%x",
  "../../etc/passwd",
  "' OR 1=1 --",
  "я".repeat(33),
  "ё".repeat(4001),
];

/** Returns a line that a person might type, or would only type to do harm; without its end. */
export const hostileLine = (chance: Chance): Buffer => {
  for (;;) {
    const line = anyLine(chance);
    if (!endsSession(line)) return line;
  }
};

/** Chance makes a good `/q` too, once in some ten thousand lines. */
const endsSession = (line: Buffer): boolean =>
  line
    .toString()
    .split(/[\r\u2028\u2029]/u)
    .some((part) => {
      const read = parseLine(cleanText(part).trim());
      return read.kind === "command" && left.has(read.invocation.command);
    });

const anyLine = (chance: Chance): Buffer => {
  const some = (): string => Array.from({ length: chance.below(4) }, () => chance.of(hostileWords)).join(" ");
  switch (chance.below(8)) {
    case 0:
      return withoutNewlines(chance.bytes(chance.below(200)));
    case 1:
      return Buffer.from(`/${chance.of(commands)}`);
    case 2:
    case 3:
      return Buffer.from(`/${chance.of(commands)} ${some()}`);
    case 4:
      return Buffer.from(`${"/".repeat(chance.below(4))}${some()}`);
    case 5:
      return withoutNewlines(Buffer.concat([Buffer.from(some()), chance.bytes(3), Buffer.from(some())]));
    case 6:
      return Buffer.from(
        String.fromCharCode(
          ...Array.from({ length: chance.below(50) }, () => chance.below(65_536)),
        ).replaceAll("\n", ""),
      );
    default:
      return Buffer.from(some());
  }
};

const withoutNewlines = (bytes: Buffer): Buffer => Buffer.from(bytes.filter((byte) => byte !== 0x0a));

interface FrameParts {
  readonly first: number;
  readonly payload: Buffer;
  readonly masked?: boolean;
}

/** Builds a frame with the given bits. */
export const frameOf = ({ first, payload, masked = true }: FrameParts): Buffer => {
  const mask = Buffer.from([1, 2, 3, 4]);
  const length = payload.length;
  const marked = masked ? 0x80 : 0;
  const header =
    length < 126
      ? Buffer.from([first, marked | length])
      : length < 65_536
        ? Buffer.from([first, marked | 126, length >> 8, length & 0xff])
        : Buffer.concat([Buffer.from([first, marked | 127, 0, 0, 0, 0]), uint32(length)]);
  if (!masked) return Buffer.concat([header, payload]);
  const body = Buffer.from(payload.map((byte, index) => byte ^ (mask[index % 4] ?? 0)));
  return Buffer.concat([header, mask, body]);
};

const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};

/** Returns a frame that breaks RFC 6455 or its limits, or only nearly does. */
export const violation = (chance: Chance, payload: Buffer): Buffer => {
  switch (chance.below(10)) {
    case 0:
      return frameOf({ first: 0x80 | (3 + chance.below(5)), payload });
    case 1:
      return frameOf({ first: 0xc1 | (chance.below(3) << 4), payload });
    case 2:
      return frameOf({ first: 0x81, payload, masked: false });
    case 3:
      return frameOf({ first: 0x80, payload });
    case 4:
      return frameOf({ first: 0x89, payload: Buffer.alloc(126) });
    case 5:
      return frameOf({ first: 0x81, payload: Buffer.alloc(65_537, "x") });
    case 6:
      return frameOf({ first: 0x88, payload: chance.bytes(1) });
    case 7:
      return frameOf({ first: 0x89, payload: payload.subarray(0, 125) });
    case 8:
      return frameOf({ first: 0x8a, payload: payload.subarray(0, 125) });
    default:
      return frameOf({ first: 0x81, payload: Buffer.from([0xd0, 0xff]) });
  }
};

/** Returns a frame with a hostile line, seldom one that breaks RFC 6455. */
export const hostileFrame = (chance: Chance): Buffer => {
  const payload = hostileLine(chance);
  if (chance.below(150) === 0) return violation(chance, payload);
  return frameOf({ first: isUtf8(payload) ? 0x81 : 0x82, payload });
};

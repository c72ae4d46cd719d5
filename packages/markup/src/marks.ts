import { classifyCharacter } from "micromark-util-classify-character";
import type { Code, Construct, Extension, State } from "micromark-util-types";
import type { Piece } from "./addresses.ts";

declare module "micromark-util-types" {
  interface TokenTypeMap {
    /** A run of `*`, `_`, `~` or `|` that begins or ends a span, if it finds a partner. */
    mark: "mark";
    /** A bare address. */
    address: "address";
  }
}

/**
 * Applies CommonMark's rule for `_` to every mark: within a word it is not a mark, so that `snake_case`,
 * `2*3*4` and `a||b` stay as typed.
 */
const sidesOf = (previous: Code, next: Code) => {
  const before = classifyCharacter(previous);
  const after = classifyCharacter(next);
  const left = after === undefined || (after === 2 && before !== undefined);
  const right = before === undefined || (before === 2 && after !== undefined);
  return { opens: left && (before !== undefined || !right), closes: right && (after !== undefined || !left) };
};

const mark: Construct = {
  name: "mark",
  tokenize(effects, ok) {
    const { previous } = this;
    const run =
      (first: Code): State =>
      (code) => {
        if (code !== null && code === first) {
          effects.consume(code);
          return run(first);
        }
        const { opens, closes } = sidesOf(previous, code);
        const token = effects.exit("mark");
        token._open = opens;
        token._close = closes;
        return ok(code);
      };
    return (code) => {
      effects.enter("mark");
      return run(code)(code);
    };
  },
};

/** Takes the addresses found before as they are: `_` and `*` in them are not marks. */
const addressAmong = (addresses: ReadonlyMap<number, Piece>): Construct => ({
  name: "address",
  tokenize(effects, ok, nok) {
    const address = addresses.get(this.now().offset);
    const take =
      (left: number): State =>
      (code) => {
        if (left === 0 || code === null) {
          effects.exit("address");
          return ok(code);
        }
        effects.consume(code);
        return take(left - 1);
      };
    return (code) => {
      if (address === undefined) return nok(code);
      effects.enter("address");
      return take(address.text.length)(code);
    };
  },
});

const codeOf = (character: string): number => character.charCodeAt(0);

/** The constructs of CommonMark that a chat lacks: entities, HTML, its own emphasis. */
const none = ["attention", "autolink", "characterReference", "hardBreakEscape", "htmlText"];
const lookingAhead = ["codeText", "labelEnd", "labelStartImage", "labelStartLink"];

export interface Marks {
  /** Addresses in the text, by their start offsets. */
  readonly addresses: ReadonlyMap<number, Piece>;
  /** Whether links and code are parsed. */
  readonly looksAhead: boolean;
}

/** The inline syntax of a chat, as an extension of micromark. */
export const marksOf = ({ addresses, looksAhead }: Marks): Extension => ({
  text: {
    [codeOf("*")]: mark,
    [codeOf("_")]: mark,
    [codeOf("~")]: mark,
    [codeOf("|")]: mark,
    [codeOf("h")]: addressAmong(addresses),
  },
  disable: { null: looksAhead ? none : [...none, ...lookingAhead] },
});

import type { Inline, Span } from "./ast.ts";
import { bounds } from "./bounds.ts";
import { joined } from "./joined.ts";

/** A run of one character that may begin or end spans. */
export interface Mark {
  readonly kind: "mark";
  readonly character: string;
  readonly length: number;
  readonly opens: boolean;
  readonly closes: boolean;
}

/** The content of a span, with its nesting depth. */
interface Held {
  readonly inline: Inline;
  readonly depth: number;
}

interface Opener {
  readonly kind: "opener";
  readonly character: string;
  length: number;
}

const spanKinds: Readonly<Record<string, readonly (Span["kind"] | undefined)[]>> = {
  "*": ["emphasis", "strong"],
  _: ["emphasis", "strong"],
  "~": [undefined, "strike"],
  "|": [undefined, "spoiler"],
};

/** Returns the kind of span that two meeting marks form, and the number of characters used of each. */
const meet = (opener: Opener, length: number) => {
  const used = opener.length > 1 && length > 1 ? 2 : 1;
  const kind = spanKinds[opener.character]?.[used - 1];
  return kind === undefined ? undefined : { kind, used };
};

/** Pairs marks, looking at each once: the last one opened is closed first. */
class Pairing {
  readonly #held: (Held | Opener)[] = [];
  /** The indexes of the openers among what is held, by character. */
  readonly #opened = new Map<string, number[]>();

  push(inline: Inline, depth = 0): void {
    this.#held.push({ inline, depth });
  }

  meet(mark: Mark): void {
    let left = mark.length;
    while (mark.closes && left > 0) {
      const used = this.#close(mark.character, left);
      if (used === 0) break;
      left -= used;
    }
    if (left === 0) return;
    if (mark.opens) this.#open(mark.character, left);
    else this.push({ kind: "text", text: mark.character.repeat(left) });
  }

  end(): readonly Inline[] {
    return joined(this.#take(0));
  }

  #open(character: string, length: number): void {
    const places = this.#opened.get(character) ?? [];
    this.#opened.set(character, places);
    places.push(this.#held.length);
    this.#held.push({ kind: "opener", character, length });
  }

  /** Closes a span; returns how many characters of the closing mark were used. */
  #close(character: string, length: number): number {
    const at = this.#opened.get(character)?.at(-1);
    const opener = at === undefined ? undefined : this.#held[at];
    if (at === undefined || opener === undefined || !("kind" in opener)) return 0;
    const met = meet(opener, length);
    if (met === undefined) return 0;
    const depth = 1 + this.#depthAbove(at);
    if (depth > bounds.spanDepth) return 0;
    const children = joined(this.#take(at + 1));
    opener.length -= met.used;
    if (opener.length === 0) this.#take(at);
    this.push({ kind: met.kind, children }, depth);
    return met.used;
  }

  #depthAbove(at: number): number {
    let depth = 0;
    for (let index = at + 1; index < this.#held.length; index += 1) {
      const held = this.#held[index];
      if (held !== undefined && "depth" in held) depth = Math.max(depth, held.depth);
    }
    return depth;
  }

  /** Removes and returns everything held from a place on; unclosed openers become text. */
  #take(from: number): readonly Inline[] {
    return this.#held.splice(from).map((held, index) => {
      if (!("kind" in held)) return held.inline;
      const places = this.#opened.get(held.character);
      if (places !== undefined) {
        while ((places.at(-1) ?? -1) >= from + index) places.pop();
      }
      return { kind: "text", text: held.character.repeat(held.length) };
    });
  }
}

/** Turns paired marks into spans, and the others into text. */
export const paired = (items: readonly (Inline | Mark)[]): readonly Inline[] => {
  const pairing = new Pairing();
  for (const item of items) {
    if (item.kind === "mark") pairing.meet(item);
    else pairing.push(item);
  }
  return pairing.end();
};

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

/** What is in a span, with how many spans are in each other there. */
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

/** Of two marks that meet, how many characters each make the span, and which one. */
const meet = (opener: Opener, length: number) => {
  const used = opener.length > 1 && length > 1 ? 2 : 1;
  const kind = spanKinds[opener.character]?.[used - 1];
  return kind === undefined ? undefined : { kind, used };
};

/** Finds which marks belong together, each looked at once: what opens last is closed first. */
class Pairing {
  readonly #held: (Held | Opener)[] = [];
  /** Where in it something was opened, by character. */
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

  /** How many characters of a mark that closes were used. */
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

  /** Takes out what is held from a place on; what was opened there and not closed is text. */
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

/** Makes spans of the marks that belong together, and text of the others. */
export const paired = (items: readonly (Inline | Mark)[]): readonly Inline[] => {
  const pairing = new Pairing();
  for (const item of items) {
    if (item.kind === "mark") pairing.meet(item);
    else pairing.push(item);
  }
  return pairing.end();
};

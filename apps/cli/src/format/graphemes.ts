import { isOfSingleCharacters } from "./plain.ts";

type Segments = Iterable<Intl.SegmentData> & Pick<Intl.Segments, "containing">;

/**
 * Does what `Intl.Segmenter` does, whose tables take a tenth of the startup time to load: they are loaded for
 * the first text that needs them. The bundle also replaces the original with it in the drawing code.
 */
export class Graphemes {
  readonly #wish: ConstructorParameters<typeof Intl.Segmenter>;
  #segmenter: Intl.Segmenter | undefined;

  constructor(...wish: ConstructorParameters<typeof Intl.Segmenter>) {
    this.#wish = wish;
  }

  segment(text: string): Segments {
    if (isOfSingleCharacters(text)) return new SingleCharacters(text);
    // Taken out of `Intl`, because the bundler replaces the bare name with this very class.
    const { Segmenter } = Intl;
    this.#segmenter ??= new Segmenter(...this.#wish);
    return this.#segmenter.segment(text);
  }
}

/** The segments of a text in which each character is one segment. */
class SingleCharacters implements Segments {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  *[Symbol.iterator](): Generator<Intl.SegmentData, void> {
    for (let index = 0; index < this.#text.length; index += 1) yield this.#at(index);
  }

  containing(index = 0): Intl.SegmentData | undefined {
    return index >= 0 && index < this.#text.length ? this.#at(Math.trunc(index)) : undefined;
  }

  #at(index: number): Intl.SegmentData {
    return { segment: this.#text.charAt(index), index, input: this.#text };
  }
}

import { isUtf8 } from "node:buffer";
import type { FilePosition } from "../damage.ts";
import { isObject, parsedJson } from "./fields.ts";
import { toldRoles, type FieldMap } from "./told.ts";
import { Survey } from "./survey.ts";

const mostWords = 5000;

/** Records of one place, and the bytes of texts among them that are not UTF-8. */
export class Looker {
  readonly survey: Survey;
  /** Words that are not ASCII, each once: a repeated one adds nothing new on its letters. */
  readonly #words = new Set<string>();
  readonly #latin = new Set<string>();
  records = 0;
  notUtf8 = 0;

  constructor(map: FieldMap) {
    this.survey = new Survey(toldRoles(map));
  }

  readonly note = (bytes: Buffer, place: FilePosition): void => {
    this.records += 1;
    if (!isUtf8(bytes)) {
      this.notUtf8 += 1;
      this.#keep(bytes);
    }
    const fields = parsedJson(bytes.toString());
    if (isObject(fields)) this.survey.note(fields, place);
  };

  /** Whether most words with letters beyond ASCII have letters of it too: no alphabet of its own, and nobody can say which. */
  get isMostlyLatin(): boolean {
    return this.#latin.size * 2 > this.#words.size;
  }

  get sample(): Buffer {
    return Buffer.from([...this.#words].join(" "), "latin1");
  }

  #keep(bytes: Buffer): void {
    if (this.#words.size > mostWords) return;
    const text = bytes.toString("latin1").replaceAll(/\\./gu, " ");
    for (const [, before, word = "", behind] of text.matchAll(/([a-z]?)([\u0080-\u00FF]+)([a-z]?)/giu)) {
      this.#words.add(word);
      if (before !== "" || behind !== "") this.#latin.add(word);
    }
  }
}

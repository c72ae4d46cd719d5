import type { Strings } from "../input/batch.ts";
import { none } from "./row.ts";
import { knownStays } from "./span-reader.ts";

const filled = (length: number): Int32Array => new Int32Array(length).fill(none);

/** What the strings of a reader stand for in the whole log, by their index; `none` if not known yet. */
export class Meaning {
  types: Array<string | undefined> = [];
  clients = filled(0);
  rooms = filled(0);
  people = filled(0);
  readonly stays = knownStays();
  #edition = 0;

  /** Makes room for these strings; forgets the meanings of others. */
  fit({ texts, edition }: Strings): void {
    if (edition !== this.#edition) this.#forget();
    this.#edition = edition;
    while (this.types.length < texts.length) this.types.push(undefined);
    if (this.clients.length >= texts.length) return;
    this.clients = this.#longer(this.clients, texts.length * 2);
    this.rooms = this.#longer(this.rooms, texts.length * 2);
    this.people = this.#longer(this.people, texts.length * 2);
  }

  #longer(numbers: Int32Array, length: number): Int32Array {
    const more = filled(length);
    more.set(numbers);
    return more;
  }

  #forget(): void {
    this.types.fill(undefined);
    this.clients.fill(none);
    this.rooms.fill(none);
    this.people.fill(none);
    this.stays.stays.fill(undefined);
  }
}

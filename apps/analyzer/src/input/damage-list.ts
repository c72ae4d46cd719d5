import type { DamageReason, FilePosition } from "./damage.ts";

interface Found {
  readonly place: FilePosition;
  readonly reason: DamageReason;
}

/** So much damage behind the last record is held back; more is not a record that is being written. */
const longest = 1000;

/**
 * Holds back damage behind the last record: a server may be writing there, and the next look may find a good
 * record in its place.
 */
export class DamageList {
  readonly #tell: (place: FilePosition, reason: DamageReason) => void;
  #held: Found[] = [];

  constructor(tell: (place: FilePosition, reason: DamageReason) => void) {
    this.#tell = tell;
  }

  add(place: FilePosition, reason: DamageReason): void {
    this.#held.push({ place, reason });
    if (this.#held.length > longest) this.flush();
  }

  /** Reports the damage before a place that will not be looked at again. */
  settle(settled: FilePosition): void {
    for (const { place, reason } of this.#held) {
      if (place.byte < settled.byte) this.#tell(place, reason);
    }
    this.#held = this.#held.filter(({ place }) => place.byte >= settled.byte);
  }

  /** Forgets the damage that will be looked at again. */
  drop(): void {
    this.#held = [];
  }

  flush(): void {
    for (const { place, reason } of this.#held) this.#tell(place, reason);
    this.#held = [];
  }
}

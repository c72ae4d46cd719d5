interface Write {
  readonly position: number;
  readonly bytes: Buffer;
}

/** Picks one of `options` ways, 0 for the first: a test thus decides what the simulated world does. */
export type Choose = (options: number) => number;

/** The content of a file, its durable part, and every state in which a power cut may leave it. */
export class SimulatedFile {
  /** The content that every process sees. */
  content: Buffer;
  /** The content that is certainly durable. */
  #durable: Buffer;
  /** Writes and cuts since then, in order. */
  #pending: (Write | { readonly size: number })[] = [];

  constructor(content: Buffer = Buffer.alloc(0)) {
    this.content = content;
    this.#durable = content;
  }

  /** A copy of the file that may change independently. */
  copy(): SimulatedFile {
    const copy = new SimulatedFile(this.#durable);
    copy.content = this.content;
    copy.#pending = [...this.#pending];
    return copy;
  }

  write(bytes: Buffer, position: number): void {
    this.content = written(this.content, { bytes, position });
    this.#pending.push({ bytes: Buffer.from(bytes), position });
  }

  truncate(size: number): void {
    this.content = resized(this.content, size);
    this.#pending.push({ size });
  }

  sync(): void {
    this.#durable = this.content;
    this.#pending = [];
  }

  /**
   * Returns the file after a power cut: each sector written since the last sync is as after any of the
   * writes, and the file is as long as after any of them, or just long enough for the written sectors.
   */
  afterPowerCut(choose: Choose, sectorBytes: number): Buffer {
    const states = this.#states();
    if (states.length === 1) return this.#durable;
    let left = this.#durable;
    for (const sector of this.#dirtySectors(sectorBytes)) {
      const version = choose(states.length);
      const start = sector * sectorBytes;
      const piece = (states[version] ?? left).subarray(start, start + sectorBytes);
      if (version > 0 && piece.length > 0) left = written(left, { bytes: piece, position: start });
    }
    const sizes = [...new Set([left.length, ...states.map((state) => state.length)])];
    return resized(left, sizes[choose(sizes.length)] ?? left.length);
  }

  #dirtySectors(sectorBytes: number): readonly number[] {
    const dirty = new Set<number>();
    for (const change of this.#pending) {
      const start = "size" in change ? change.size : change.position;
      const end = "size" in change ? this.#durable.length : change.position + change.bytes.length;
      for (let sector = Math.floor(start / sectorBytes); sector * sectorBytes < end; sector += 1) {
        dirty.add(sector);
      }
    }
    return [...dirty].sort((a, b) => a - b);
  }

  #states(): readonly Buffer[] {
    const states = [this.#durable];
    for (const change of this.#pending) {
      const before = states.at(-1) ?? this.#durable;
      states.push("size" in change ? resized(before, change.size) : written(before, change));
    }
    return states;
  }
}

const written = (content: Buffer, { bytes, position }: Write): Buffer => {
  const after = resized(content, Math.max(content.length, position + bytes.length));
  bytes.copy(after, position);
  return after;
};

const resized = (content: Buffer, size: number): Buffer => {
  const after = Buffer.alloc(size);
  content.copy(after);
  return after;
};

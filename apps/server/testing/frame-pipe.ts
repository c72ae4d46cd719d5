import type { ChatRecord } from "@beseda/protocol";
import type { Outlet } from "../src/delivery/outlet.ts";

interface Frame {
  readonly id: number;
  readonly result: {
    readonly data: { readonly id: string; readonly data: { readonly events: ChatRecord[] } };
  };
}

/** A connection whose reader can stall: held frames are counted, released ones are parsed. */
export class FramePipe implements Outlet {
  readonly records: ChatRecord[] = [];
  readonly ids: string[] = [];
  readonly #room: number;
  #stands = false;
  #held: Buffer[] = [];
  #wake = Promise.withResolvers<void>();
  mostHeld = 0;

  constructor(room: number) {
    this.#room = room;
  }

  enqueue(frame: Buffer): void {
    if (!this.#stands) {
      this.#read(frame);
      return;
    }
    this.#held.push(frame);
    this.mostHeld = Math.max(this.mostHeld, this.#held.length);
  }

  deliver(frame: Buffer): boolean {
    this.enqueue(frame);
    return !this.isCongested;
  }

  get isCongested(): boolean {
    return this.#held.length > this.#room;
  }

  async drained(): Promise<void> {
    while (this.isCongested) await this.#wake.promise;
  }

  adopt(): void {}

  standStill(): void {
    this.#stands = true;
  }

  cut(): void {
    this.#held = [];
    this.goOn();
  }

  goOn(): void {
    this.#stands = false;
    for (const frame of this.#held) this.#read(frame);
    this.#held = [];
    this.#wake.resolve();
    this.#wake = Promise.withResolvers<void>();
  }

  #read(frame: Buffer): void {
    const length = frame[1] ?? 0;
    const payload = frame.subarray(length < 126 ? 2 : length === 126 ? 4 : 10);
    const { result } = JSON.parse(payload.toString()) as Frame;
    this.ids.push(result.data.id);
    this.records.push(...result.data.data.events);
  }
}

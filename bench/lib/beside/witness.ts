import { setTimeout as sleep } from "node:timers/promises";
import { within } from "../within.ts";
import { Caller } from "./caller.ts";

const timeoutMs = 30_000;
/** People who take turns, so that none of them is faster than anybody may be. */
const speakers = 16;
const everyMs = 5;
const said = /"message":"witness (?<number>\d+)"/gu;

/** The delays that others notice, in milliseconds: each time from when a message was due. */
export interface Noticed {
  /** Until it was acknowledged. */
  readonly acks: readonly number[];
  /** Until somebody else had it. */
  readonly deliveries: readonly number[];
}

/** The times of one message. */
interface Times {
  readonly ackMs: number;
  readonly deliveryMs: number;
}

/** People who talk as people do while something goes on beside them, and look at the clock: 200 messages a second in all. */
export class Witness {
  readonly #speakers: readonly Caller[];
  readonly #listener: Caller;
  readonly #due = new Map<number, { readonly at: number; readonly heard: (ms: number) => void }>();
  #count = 0;

  private constructor(callers: readonly Caller[], listening: (hear: (text: string) => void) => Caller) {
    this.#speakers = callers;
    this.#listener = listening((text) => this.#hear(text));
    this.#listener.follow();
  }

  /** Lets them in, each from an address of their own. */
  static async open(port: number): Promise<Witness> {
    const callers = await Promise.all(
      Array.from({ length: speakers }, (_, index) =>
        Caller.connect({ port, name: `Свидетель ${index}`, address: `192.0.2.${index + 1}` }),
      ),
    );
    let hear = (_text: string): void => undefined;
    const onFrame = (text: string): void => hear(text);
    const listener = await Caller.connect({ port, name: "Слушатель", address: "192.0.2.100", onFrame });
    return new Witness(callers, (told) => {
      hear = told;
      return listener;
    });
  }

  /** Talks for so long; resolves when everything was acknowledged and heard. */
  async talk(seconds: number): Promise<Noticed> {
    const pending: Promise<Times>[] = [];
    const start = performance.now();
    for (let turn = 0; turn * everyMs < seconds * 1000; turn += 1) {
      const at = start + turn * everyMs;
      const restMs = at - performance.now();
      if (restMs > 0) await sleep(restMs);
      pending.push(this.#say(at));
    }
    const times = await within(timeoutMs, "the last of what was said", Promise.all(pending));
    return { acks: times.map(({ ackMs }) => ackMs), deliveries: times.map(({ deliveryMs }) => deliveryMs) };
  }

  close(): void {
    for (const caller of [...this.#speakers, this.#listener]) caller.close();
  }

  async #say(at: number): Promise<Times> {
    this.#count += 1;
    const number = this.#count;
    const { promise, resolve } = Promise.withResolvers<number>();
    this.#due.set(number, { at, heard: resolve });
    const speaker = this.#speakers[number % speakers];
    await speaker?.ask("message.send", { id: `w-${number}`, room: "lobby", text: `witness ${number}` });
    const ackMs = performance.now() - at;
    return { ackMs, deliveryMs: await promise };
  }

  #hear(frame: string): void {
    const now = performance.now();
    for (const match of frame.matchAll(said)) {
      const number = Number(match.groups?.["number"]);
      const due = this.#due.get(number);
      this.#due.delete(number);
      due?.heard(now - due.at);
    }
  }
}

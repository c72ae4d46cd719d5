import { setTimeout as sleep } from "node:timers/promises";
import { createChatClient } from "@beseda/client";
import { temporaryFolder } from "../../harness/place.ts";
import { Random } from "../random.ts";
import { Gate } from "./gate.ts";
import { judge } from "./judge.ts";
import type { Faults, Machine } from "./machines/machine.ts";
import { PageMachine } from "./machines/page-machine.ts";
import { earlierFaults, type EarlierFault } from "./put-back.ts";
import { SdkMachine } from "./machines/sdk-machine.ts";
import { TerminalMachine } from "./machines/terminal-machine.ts";
import { Walk } from "./walk.ts";
import { World } from "./world.ts";

const machines = {
  sdk: SdkMachine,
  terminal: TerminalMachine,
  page: PageMachine,
} satisfies Readonly<Record<string, new (url: string, faults?: Faults) => Machine>>;

/** A seat: the SDK with a disk in memory, or the parts of terminal and page, each with its own store. */
export type Seat = keyof typeof machines;

export const seats = Object.keys(machines) as readonly Seat[];

export interface WalksOptions {
  readonly seed: number;
  readonly walks: number;
  readonly steps: number;
  /** Walks at one server, which is started anew, repaired and restored under them. */
  readonly atOnce: number;
  /** The seats of the walkers, one after the other. @default all */
  readonly seats?: readonly Seat[];
  /** A fault of an earlier version, put back to see whether the walks find it. @default nothing */
  readonly putBack?: EarlierFault;
  readonly onProgress?: (line: string) => void;
}

/** The result of all walks; the promise is that nothing went wrong. */
export interface WalksResult {
  readonly seed: number;
  readonly walks: number;
  /** Lines that were typed. */
  readonly typed: number;
  /** Lines given back behind a refused command, or because the server no longer knows the client. */
  readonly givenBack: number;
  /** Lines gone with a program that had said its store keeps nothing: how a machine without time shows. */
  readonly notKept: number;
  readonly lost: number;
  readonly doubled: number;
  /** In a room that was not on the screen when they were typed. */
  readonly misplaced: number;
  /** Walks in which anything went wrong. */
  readonly failed: number;
  /** Identities that became another, accounts of another name, lines that failed. */
  readonly faults: readonly string[];
}

const nothing = { typed: 0, givenBack: 0, notKept: 0, lost: 0, doubled: 0, misplaced: 0, failed: 0 };

/** Disturbs the server while people walk, after each part of their way. */
const disturb = async (
  world: World,
  random: Random,
  after: (part: number) => Promise<void>,
): Promise<void> => {
  const plans = [
    [() => world.restart()],
    [() => world.repair()],
    [() => world.copy(), () => world.restore()],
    [() => world.repair(), () => world.restart()],
    [() => world.copy(), () => world.repair(), () => world.restore()],
  ];
  const plan = random.pick(plans);
  for (const [index, step] of plan.entries()) {
    await after((index + 1) / (plan.length + 1));
    await step();
  }
};

/** Walks of one group, at one server. */
const walkTogether = async (seed: number, options: WalksOptions) => {
  const { steps, atOnce, seats: chosen = seats, putBack } = options;
  const fault: { readonly machine?: Faults; readonly server?: () => Disposable } =
    putBack === undefined ? {} : earlierFaults[putBack];
  using _ = fault.server?.();
  const random = new Random(seed);
  await using folder = await temporaryFolder();
  const world = await World.open(folder.path);
  const { port } = world;
  const peer = createChatClient({ url: `http://127.0.0.1:${port}`, name: "Борис", client: "walk/1" });
  const gates = await Promise.all(Array.from({ length: atOnce }, () => Gate.open(port)));
  const walkers = gates.map((gate, index) => {
    const faults: string[] = [];
    const label = `${seed}-${index}`;
    const machine = new machines[chosen[index % chosen.length] ?? "sdk"](gate.url, fault.machine);
    const parts = {
      label,
      gate,
      world,
      machine,
      peer: "Борис",
      fault: (words: string) => faults.push(words),
    };
    return { walk: new Walk({ ...parts, random: new Random(random.below(2 ** 31)) }), machine, faults };
  });
  const madeSteps = (): number => walkers.reduce((sum, { walk }) => sum + walk.steps, 0);
  const after = async (part: number): Promise<void> => {
    while (madeSteps() < part * steps * atOnce) await sleep(20);
  };
  await Promise.all([...walkers.map(({ walk }) => walk.go(steps)), disturb(world, random, after)]);
  await Promise.all(
    [...gates, ...walkers.map(({ machine }) => machine)].map((one) => one[Symbol.asyncDispose]()),
  );
  await peer.close();
  const messages = await world.end();
  return walkers.map(({ walk, faults }) => {
    const verdict = judge(walk.lines, messages);
    faults.push(...verdict.faults);
    return Object.assign(verdict, { faults });
  });
};

/** Many people who rename, register, log in and out, are killed, cut off and slow: lines go where meant. */
export const walksChaos = async (options: WalksOptions): Promise<WalksResult> => {
  const { seed, walks, atOnce, onProgress } = options;
  const sum = { ...nothing };
  const faults: string[] = [];
  for (let done = 0; done < walks; done += atOnce) {
    for (const part of await walkTogether(seed * 1000 + done, options)) {
      for (const key of ["typed", "givenBack", "notKept", "lost", "doubled", "misplaced"] as const)
        sum[key] += part[key];
      if (part.faults.length > 0) sum.failed += 1;
      faults.push(...part.faults);
      for (const words of part.faults) onProgress?.(words);
    }
    onProgress?.(`${done + atOnce} walks, ${sum.typed} lines, ${sum.failed} failed`);
  }
  return { seed, walks, ...sum, faults };
};

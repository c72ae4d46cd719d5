import { setTimeout as sleep } from "node:timers/promises";
import { Audience } from "../lib/crowd/audience.ts";
import { SideProcess, type Side } from "../lib/side.ts";
import { residentKb } from "../lib/usage.ts";

/** How long a server gets to put its memory in order after the last one came. */
const settleMs = 3000;

/** Memory of a server with so many readers who hear nothing, each connected and subscribed. */
export interface Occupied {
  readonly connections: number;
  readonly residentKb: number;
}

/** Brings ever more readers to a server, and looks at its memory each time: first with none at all. */
export const occupy = async (side: Side, counts: readonly number[]): Promise<readonly Occupied[]> => {
  await using server = await SideProcess.start(side);
  await using audience = new Audience(server);
  await sleep(settleMs / 3);
  const steps: Occupied[] = [{ connections: 0, residentKb: residentKb(server.pid) }];
  let present = 0;
  for (const connections of counts) {
    await audience.admit(connections - present);
    present = connections;
    await sleep(settleMs);
    steps.push({ connections, residentKb: residentKb(server.pid) });
  }
  return steps;
};

/** The memory that each connection between two steps took. */
export const kbEach = (from: Occupied | undefined, to: Occupied | undefined): number =>
  from && to ? (to.residentKb - from.residentKb) / (to.connections - from.connections) : Number.NaN;

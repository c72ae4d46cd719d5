import { nameReadLate } from "@beseda/server/testing/name-read-late";
import type { Faults } from "./machines/machine.ts";

/** Faults of earlier versions: put back, the walks have to find them. */
export const earlierFaults = {
  /** A line behind a command that leads elsewhere goes to the room before, until the server has answered. */
  "room-before": { machine: { staysBehind: true } },
  /** The token is kept under the name: a person who takes another one comes back as somebody else. */
  "token-by-name": { machine: { tokenPlace: ({ name, place }) => name ?? place } },
  /** Unsent lines are kept under the name: a person who takes another one does not find them again. */
  "outbox-by-name": { machine: { outboxPlace: ({ name, place }) => name ?? place } },
  /** An account gets the name that one has when the password is hashed. */
  "name-read-late": { server: nameReadLate },
} satisfies Readonly<Record<string, { readonly machine?: Faults; readonly server?: () => Disposable }>>;

export type EarlierFault = keyof typeof earlierFaults;

export const earlierFaultNames = Object.keys(earlierFaults) as readonly EarlierFault[];

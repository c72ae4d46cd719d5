import type { Act, Sight } from "./acts.ts";
import type { SeenMessage } from "./judge.ts";
import type { RawRecord } from "./naive-folder.ts";

/** A room as somebody sees it at the end. */
export interface SeenRoom {
  readonly room: string;
  readonly messages: readonly SeenMessage[];
  readonly pins: readonly number[];
  readonly mark: number;
  readonly unread: number;
  readonly mentions: number;
}

/** A page of history as it was sent. */
export interface SentPage {
  readonly room: string;
  readonly events: readonly RawRecord[];
  readonly later: readonly RawRecord[];
  readonly undone: readonly number[];
  readonly counted: readonly {
    readonly seq: number;
    readonly reactions: readonly { readonly emoji: string; readonly count: number; readonly own: boolean }[];
  }[];
}

/** Somebody who lives in the chat for a while. */
export interface Person {
  readonly name: string;
  readonly hasArrived: boolean;
  /** Whether there is a connection now. */
  readonly isOnline: boolean;
  readonly clientId: string;
  /** What was answered, by `seq`: the type of the record and the id that it must have. */
  readonly answered: ReadonlyMap<number, Answered>;
  /** Everything that must not be. */
  readonly faults: readonly string[];
  /** How often each kind of act was refused. */
  readonly refused: ReadonlyMap<string, number>;
  /** Connections that it has had. */
  readonly connections: number;
  sight(): Sight;
  act(act: Act): void;
  /** Resolves when everything was answered. */
  settled(): Promise<void>;
  /** Sets the last read mark of each room; resolves with `seq` by room. */
  mark(choose: (room: string) => readonly number[]): Promise<ReadonlyMap<string, number>>;
  /** Resolves with all that it sees, once all of it was loaded. */
  seen(): Promise<readonly SeenRoom[]>;
  close(): Promise<void>;
}

/** A person, what they see, and where they have set their marks last. */
export interface Sighting {
  readonly person: Person;
  readonly rooms: readonly SeenRoom[];
  readonly marks: ReadonlyMap<string, number>;
  /** Whether the person folds messages into timelines. */
  readonly hasTimelines: boolean;
}

export interface Answered {
  readonly type: string;
  readonly id?: string;
}

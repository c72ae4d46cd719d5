import type { KeyValueStore } from "../store/key-value-store.ts";

/** What was typed and not sent, for each room; kept at every key stroke. */
export interface Drafts {
  of(room: string): string;
  save(room: string, text: string): void;
}

/** Two texts that were begun at one place: none of them is lost. */
export const joined = (one: string, other: string): string =>
  one === "" || other === "" ? one + other : `${one}\n${other}`;

export const createDrafts = (store: KeyValueStore): Drafts => ({
  of: (room) => store.read(`draft.${room}`) ?? "",
  save: (room, text) => store.write(`draft.${room}`, text === "" ? undefined : text),
});

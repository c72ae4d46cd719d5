import type { KeyValueStore } from "../store/key-value-store.ts";

/** Texts typed and not sent, for each room; saved at every keystroke. */
export interface Drafts {
  of(room: string): string;
  save(room: string, text: string): void;
}

/** Joins two texts that were begun in one place: neither is lost. */
export const joined = (one: string, other: string): string =>
  one === "" || other === "" ? one + other : `${one}\n${other}`;

export const createDrafts = (store: KeyValueStore): Drafts => ({
  of: (room) => store.read(`draft.${room}`) ?? "",
  save: (room, text) => store.write(`draft.${room}`, text === "" ? undefined : text),
});

import type { Keep } from "../store/keep.ts";

/** What was typed and not sent, for each room; kept at every key stroke. */
export interface Drafts {
  of(room: string): string;
  save(room: string, text: string): void;
}

export const createDrafts = (keep: Keep): Drafts => ({
  of: (room) => keep.read(`draft.${room}`) ?? "",
  save: (room, text) => keep.write(`draft.${room}`, text === "" ? undefined : text),
});

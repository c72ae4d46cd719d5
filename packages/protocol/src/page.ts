import { z } from "zod";

/** Which page of a list is asked for, the first where none is named. Older clients name none, and get that one. */
export const pageSchema = z.object({ page: z.int().min(1).max(100_000).default(1) }).default({ page: 1 });

/** How much one answer lists (DIR-7). */
export const pageSizes = { rooms: 100, reports: 20 } as const;

/** What a page of a list says of itself. */
export interface PageOfList {
  /** How many it lists. */
  readonly listed: number;
  /** Place of the first of them, from 1. */
  readonly from: number;
  /** The page behind it, where there may be one. */
  readonly next?: number;
}

/** @param listed - how many came */
export const pageOfList = (kind: keyof typeof pageSizes, listed: number, page = 1): PageOfList => {
  const size = pageSizes[kind];
  return { listed, from: (page - 1) * size + 1, ...(listed === size && { next: page + 1 }) };
};

/** What a page has of all that there is. */
export const onPage = <Item>(
  kind: keyof typeof pageSizes,
  all: readonly Item[],
  page: number,
): readonly Item[] => all.slice((page - 1) * pageSizes[kind], page * pageSizes[kind]);

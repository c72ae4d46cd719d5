import { z } from "zod";

/** The requested page of a list, by default the first. Older clients name none, and get that one. */
export const pageSchema = z.object({ page: z.int().min(1).max(100_000).default(1) }).default({ page: 1 });

/** The number of items that one answer lists (DIR-7). */
export const pageSizes = { rooms: 100, reports: 20 } as const;

/** The position of a page in its list. */
export interface PageOfList {
  /** Number of items on it. */
  readonly listed: number;
  /** Position of the first of them, from 1. */
  readonly from: number;
  /** The next page, if there may be one. */
  readonly next?: number;
}

/** @param listed - number of items received */
export const pageOfList = (kind: keyof typeof pageSizes, listed: number, page = 1): PageOfList => {
  const size = pageSizes[kind];
  return { listed, from: (page - 1) * size + 1, ...(listed === size && { next: page + 1 }) };
};

/** Returns the items of one page from all that exist. */
export const onPage = <Item>(
  kind: keyof typeof pageSizes,
  all: readonly Item[],
  page: number,
): readonly Item[] => all.slice((page - 1) * pageSizes[kind], page * pageSizes[kind]);

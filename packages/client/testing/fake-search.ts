import type { SearchFound, SearchHit, SearchRequest } from "@beseda/protocol";
import type { FakeTimelines } from "./fake-timelines.ts";

/** Finds messages that have a text in them, the newest first, in pages: what a server does with words. */
export const searchIn = (
  timelines: FakeTimelines,
  { query, cursor, limit = 20 }: SearchRequest,
): SearchFound => {
  const wanted = query.toLowerCase();
  const all = [...timelines.rooms].flatMap(([room, { items }]) =>
    items.flatMap((item): SearchHit[] => {
      if (item.kind !== "message" || item.seq === 0) return [];
      const start = item.text.toLowerCase().indexOf(wanted);
      const { seq, time, client_id, name, text: snippet } = item;
      const found = { seq, room, time, client_id, name, snippet };
      return start < 0 ? [] : [{ ...found, ranges: [[start, start + wanted.length]] }];
    }),
  );
  const before = all.toSorted((one, other) => other.seq - one.seq).slice(Number(cursor ?? 0));
  const next = Number(cursor ?? 0) + limit;
  return { hits: before.slice(0, limit), ...(before.length > limit && { next: String(next) }) };
};

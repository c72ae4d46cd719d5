import { inWords, itemOf } from "@beseda/client/testing";
import type { AnyRecord, Locale } from "@beseda/protocol";
import type { Entry } from "../src/conversation/entry.ts";
import { Transcript } from "../src/conversation/transcript.ts";
import { createClock } from "../src/format/clock.ts";

/** Returns the entry of a record of others, without the line of the day; undefined if it is not shown. */
export const entryOf = (record: AnyRecord, locale: Locale): Entry | undefined => {
  const item = itemOf(record, { client_id: "Client_1", name: "Вера" });
  if (item === undefined) return undefined;
  const timeline = { items: [inWords(item, locale)], hasOlder: false, loadingOlder: false, arriving: false };
  return new Transcript({ locale, clock: createClock(locale, "UTC") })
    .read({ room: "lobby", timeline, last: record.seq, me: "Client_1", blocked: new Set() })
    .find(({ kind }) => kind !== "day");
};

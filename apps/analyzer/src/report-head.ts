import type { ReadAs, Report } from "@beseda/protocol";
import type { Filter } from "./filters/filter.ts";
import { timestamp } from "./folds/timestamp.ts";
import type { Dialect } from "./input/foreign/dialect.ts";

/** How a log of another program was read. */
export const readAsOf = (
  file: string,
  { fields, order, encoding, records, isNewestFirst }: Dialect,
): ReadAs => ({
  file,
  fields: {
    who: fields.who,
    what: fields.what,
    when: fields.when.join("+"),
    ...(fields.name !== undefined && { name: fields.name }),
    ...(fields.room !== undefined && { room: fields.room }),
    ...(fields.kind && { kind: fields.kind.join(",") }),
    ...(fields.side !== undefined && { side: fields.side }),
  },
  ...(order !== undefined && { date_order: order }),
  ...(encoding !== undefined && { encoding }),
  ...(records !== undefined && { records }),
  ...(isNewestFirst === true && { newest_first: true }),
});

/** The filter that was asked for, as the report has it. */
export const filterReport = ({ since, until, clients, rooms, types }: Filter): Report["filter"] => ({
  ...(since !== undefined && { since: timestamp(since) }),
  ...(until !== undefined && { until: timestamp(until) }),
  ...(clients && { clients: [...clients] }),
  ...(rooms && { rooms: [...rooms] }),
  ...(types && { types: [...types] }),
});

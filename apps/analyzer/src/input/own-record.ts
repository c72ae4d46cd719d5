import type { DamageReason } from "./damage.ts";
import { idIn, type Fields } from "./foreign/fields.ts";
import { parseTime, type TimeOptions } from "./moment.ts";

/** A record with the names of fields that our own log has, and its time. */
export interface OwnRecord {
  readonly fields: Fields;
  readonly time: number;
}

/** A record of ours, or the reason why it is not one. */
export const ownRecord = (fields: Fields, options: TimeOptions): OwnRecord | DamageReason => {
  const { client_id, message, sender, time } = fields;
  const who = idIn(client_id);
  if (who === undefined || typeof message !== "string" || typeof sender !== "string" || time === undefined) {
    return "not-a-record";
  }
  const at = parseTime(time, options);
  if (Number.isNaN(at)) return "bad-time";
  return { time: at, fields: typeof client_id === "string" ? fields : { ...fields, client_id: who } };
};

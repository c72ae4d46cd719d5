import {
  fileOf,
  isImported,
  isPost,
  isShown,
  sayingOf,
  shownTimeOf,
  type AnyRecord,
  type Locale,
} from "@beseda/protocol";
import type { DeliveryState, TimelineItem, TimelineMessage } from "../chat-client.ts";
import type { OutboxEntry } from "../outbox/entry.ts";
import { wordsOf } from "../reason.ts";

/** The viewer of a timeline; undefined before the first greeting. */
export interface Viewer {
  readonly client_id: string;
  readonly name: string;
}

/**
 * A record as a person sees it. An own message has its id as `key`, the same that it had in the outbox, so that a
 * view keeps its place and state; anything else has its `seq`, in a form that no id can have. Undefined for what nobody
 * is shown: a record that is not understood and says nothing (LOG-12), another session of somebody present (SES-8).
 */
export const itemOf = (record: AnyRecord, viewer: Viewer | undefined): TimelineItem | undefined => {
  const { seq, time } = record;
  if (!isShown(record)) return undefined;
  if (!isPost(record)) return { kind: "notice", key: `#${seq}`, seq, time, record };
  const own = record.client_id === viewer?.client_id;
  const file = fileOf(record);
  return {
    kind: "message",
    key: own ? record.id : `#${seq}`,
    seq,
    time: shownTimeOf(record),
    client_id: record.client_id,
    name: record.name,
    text: record.message,
    own,
    action: record.action ?? false,
    ...(record.deleted && { deleted: true }),
    ...(file && { file }),
    ...(isImported(record) && { imported: true }),
    ...(record.edited && { edited: seq }),
    ...(record.reply_to !== undefined && { reply_to: record.reply_to }),
    ...(!own && viewer && record.mentions?.includes(viewer.client_id) && { mentionsMe: true }),
    ...(own && { delivery: { state: "acknowledged", seq } as const }),
  };
};

export const isFile = (item: TimelineItem): item is TimelineMessage =>
  item.kind === "message" && item.file !== undefined;

/** Returns an item in the words of a language: of a file its name and size. */
export const inWords = (item: TimelineItem, locale: Locale): TimelineItem =>
  isFile(item) ? { ...item, text: sayingOf(item.file, item.text, locale) } : item;

/** An own message as it looks to a viewer who has become another client: it keeps its key. */
export const disownedBy = (item: TimelineItem, viewer: Viewer | undefined): TimelineItem => {
  if (item.kind !== "message" || !item.own || item.client_id === viewer?.client_id) return item;
  const { delivery: _, ...message } = item;
  return { ...message, own: false };
};

const deliveryOf = ({ delivery }: OutboxEntry, locale: Locale): DeliveryState => {
  if (delivery.state !== "failed") return delivery;
  const { reason } = delivery;
  return {
    state: "failed",
    reason: wordsOf(reason, locale),
    ...(reason.saying && { saying: reason.saying }),
  };
};

/** Returns an own message as a person sees it before its record has arrived. */
export const pendingItemOf = (
  entry: OutboxEntry,
  viewer: Viewer | undefined,
  locale: Locale,
): TimelineMessage => {
  const { message, delivery } = entry;
  const acknowledged = delivery.state === "acknowledged";
  return {
    kind: "message",
    key: message.id,
    seq: acknowledged ? delivery.seq : 0,
    time: entry.time,
    client_id: viewer?.client_id ?? "",
    name: viewer?.name ?? "",
    text: message.text,
    own: true,
    action: message.action ?? false,
    ...(message.reply_to !== undefined && { reply_to: message.reply_to }),
    delivery: deliveryOf(entry, locale),
  };
};

/**
 * A room as a person sees it: its records, then the own messages whose records have not arrived. Pure: whether the
 * acknowledgement or the record comes first, each message is there once, under one key. An acknowledged message whose
 * place has been passed is among the records, or older than what was loaded: it is no longer pending.
 */
export const composeTimeline = (
  items: readonly TimelineItem[],
  pending: readonly TimelineMessage[],
  hasArrived: (key: string) => boolean,
): readonly TimelineItem[] => {
  const last = items.at(-1)?.seq ?? 0;
  const waiting = pending.filter(({ key, seq }) => (seq === 0 || seq > last) && !hasArrived(key));
  return waiting.length === 0 ? items : [...items, ...waiting];
};

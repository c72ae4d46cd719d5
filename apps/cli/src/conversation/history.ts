import { isLaidOver, unfolded, type TimelineItem } from "@beseda/client";
import { withoutSpoilers } from "@beseda/markup/spoilers";
import { cleanLine, noticeOf, timeOf } from "@beseda/protocol";
import type { CommandInvocation } from "../command/command-table.ts";
import { said } from "../plain/format-entry.ts";
import { ask, info, type CommandContext } from "./command-context.ts";
import { placeIn } from "./places.ts";

type Wanted = Extract<CommandInvocation, { command: "history" }>["arguments"];

/** Shows what was said around a place, or last, as a note of its own: a terminal only appends (HIST-4). */
export const showHistory = (context: CommandContext, { count, around, at }: Wanted): void => {
  const { client, room, texts } = context;
  const place = placeIn(client.snapshot(), room);
  if (around === undefined && at === undefined) {
    ask(context, loaded(context, count), () => {
      context.note(info(texts.notes.newest(place), ...linesOf(context, itemsOf(context).slice(-count))));
    });
    return;
  }
  const wanted = at === undefined ? { seq: around ?? 0 } : { time: timeOf(at, Date.now()) };
  ask(context, client.goTo(room, wanted), (hit) => {
    const items = itemsOf(context);
    client.toNewest(room);
    const index = items.findIndex(({ seq }) => seq === hit);
    const half = Math.ceil(count / 2);
    const shown = index < 0 ? items.slice(-count) : items.slice(Math.max(0, index - half), index + half);
    const head = hit === undefined ? texts.notes.nothingFrom(place) : texts.notes.around(hit, place);
    context.note(info(head, ...linesOf(context, shown, hit)));
  });
};

/** Loads older pages until so many items are there, or all. */
const loaded = async (context: CommandContext, count: number): Promise<void> => {
  const { client, room } = context;
  for (let known = -1; itemsOf(context).length < count && itemsOf(context).length > known;) {
    known = itemsOf(context).length;
    if (client.snapshot().timelines.get(room)?.hasOlder === true) await client.loadOlder(room);
  }
};

/** The items that are shown in the room now. */
const itemsOf = ({ client, room }: CommandContext): readonly TimelineItem[] => {
  const { windows, timelines, blocked } = client.snapshot();
  const { items } = windows.get(room) ?? timelines.get(room) ?? { items: [] };
  return unfolded(items, blocked).filter((item) => item.seq > 0 && !isLaidOver(item));
};

const linesOf = (
  context: CommandContext,
  items: readonly TimelineItem[],
  hit?: number,
): readonly string[] => {
  const { clock } = context;
  let day: string | undefined;
  return items.flatMap((item) => {
    const sentence = sentenceOf(context, item);
    if (sentence === undefined) return [];
    const head = day === clock.dayKey(item.time) ? [] : [`--- ${clock.day(item.time)} ---`];
    day = clock.dayKey(item.time);
    const number = `#${item.seq}${item.seq === hit ? "◄" : ""}`;
    return [...head, `[${clock.second(item.time)}] ${number} ${sentence}`];
  });
};

const sentenceOf = ({ texts, locale }: CommandContext, item: TimelineItem): string | undefined => {
  if (item.kind === "message")
    return cleanLine(said({ ...item, text: withoutSpoilers(item.text) }, { texts }));
  const notice = noticeOf(item.record, locale);
  return notice === undefined ? undefined : `*** ${cleanLine(notice)}`;
};

import { roomWord } from "@beseda/client";
import type { Locale, RoomSummary, SearchHit } from "@beseda/protocol";
import { clockOf, dayName, dayOf, exactTime } from "../locale/calendar.ts";
import { useLocale } from "../preferences/preferences-context.ts";
import { messageAddress } from "../rooms/current-room.ts";
import { hueOf } from "../ui/person.ts";

export interface FoundMessageProps {
  readonly hit: SearchHit;
  readonly summary: RoomSummary | undefined;
  readonly onGo: (hit: SearchHit) => void;
}

/** Returns the day and time on the clock of who looks, as short as they are clear. */
const whenOf = (time: string, locale: Locale): string => {
  const [day, today] = [dayOf(time), dayOf(Date.now())];
  const near = dayName(day, today, locale);
  const year = day.slice(0, 4) === today.slice(0, 4) ? undefined : "numeric";
  const short = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", year });
  const isNear = Math.abs(Date.parse(today) - Date.parse(day)) <= 86_400_000 && day <= today;
  return `${isNear ? near : short.format(new Date(time))}, ${clockOf(time, locale)}`;
};

/** The words around what was found, as plain text with marks in it. */
const Snippet = ({ snippet, ranges }: Pick<SearchHit, "snippet" | "ranges">) => {
  const ends = [0, ...ranges.map(([, end]) => end)];
  return (
    <>
      {ranges.map(([start, end], place) => (
        <span key={start}>
          {snippet.slice(ends[place], start)}
          <mark>{snippet.slice(start, end)}</mark>
        </span>
      ))}
      {snippet.slice(ends.at(-1))}
    </>
  );
};

/** A message that was found: a link to it. */
export const FoundMessage = ({ hit, summary, onGo }: FoundMessageProps) => {
  const { seq, room, time, client_id, name } = hit;
  const locale = useLocale();
  return (
    <a
      className="found"
      data-testid="found"
      data-seq={seq}
      href={messageAddress(room, seq)}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        onGo(hit);
      }}
    >
      <span className="found-head">
        <span className="found-name" data-hue={hueOf(client_id)} dir="auto">
          {name}
        </span>
        <span className="found-room" dir="auto">
          {roomWord(summary ?? { room })}
        </span>
        <time dateTime={time} title={exactTime(time, locale)}>
          {whenOf(time, locale)}
        </time>
      </span>
      <span className="found-words" dir="auto">
        <Snippet {...hit} />
      </span>
    </a>
  );
};

import {
  type AnyRecord,
  cleanLine,
  gatewayTextsOf,
  isDirectRoom,
  type Locale,
  placeOf,
  type RecordOf,
  roomOf,
  textsOf,
} from "@beseda/protocol";
import { clockTime } from "./clock-time.ts";
import type { Greeted, HistoryHead, LineFormat, Parting, Refused, View } from "./line-format.ts";
import { partingLine } from "./parting-line.ts";
import type { RecordLines } from "./record-lines.ts";

/** Lines for people (TXT-2). */
export class TextFormat implements LineFormat {
  readonly #recordLines: RecordLines;

  constructor(recordLines: RecordLines) {
    this.#recordLines = recordLines;
  }

  greeting({ session, room, seq, limits, isWelcomed, records }: Greeted): readonly string[] {
    const { locale, name, clientId } = session;
    const { greeting } = textsOf(locale);
    const lines = gatewayTextsOf(locale);
    return [
      ...(isWelcomed ? [] : [greeting()]),
      lines.you({ name, clientId, room }),
      lines.howTo(),
      lines.position(seq, limits.message_characters),
      ...(records === 0 ? [lines.noHistory(room)] : this.historyHead({ records, room }, locale)),
    ].map(cleanLine);
  }

  historyHead({ records, room, hit }: HistoryHead, locale: Locale): readonly string[] {
    const { history, historyAround } = gatewayTextsOf(locale);
    return [cleanLine(hit === undefined ? history(records, room) : historyAround(hit, room))];
  }

  day(time: string, locale: Locale): readonly string[] {
    return [`--- ${gatewayTextsOf(locale).day(new Date(time))}`];
  }

  answer(sentences: readonly string[]): readonly string[] {
    return sentences.map(cleanLine);
  }

  waiting(sentences: readonly string[]): readonly string[] {
    return sentences.map((sentence) => `*** ${cleanLine(sentence)}`);
  }

  enterFirst(locale: Locale): readonly string[] {
    return [gatewayTextsOf(locale).enterFirst()];
  }

  refusal({ sentence }: Refused, locale: Locale): readonly string[] {
    return [cleanLine(gatewayTextsOf(locale).refusal(sentence))];
  }

  acknowledgement({ seq, time }: RecordOf<"message">, locale: Locale): readonly string[] {
    return [gatewayTextsOf(locale).acknowledged(seq, clockTime(time))];
  }

  record(record: AnyRecord, view: View): readonly string[] {
    const { session, isNumbered, isHit } = view;
    return this.#recordLines.of(record, {
      locale: session.locale,
      label: labelOf(roomOf(record), view),
      isNumbered,
      isHit,
    });
  }

  news({ time }: AnyRecord, sentence: string): readonly string[] {
    return [`[${clockTime(time)}] *** ${cleanLine(sentence)}`];
  }

  parting({ code, reason, locale }: Parting): readonly string[] {
    return [cleanLine(partingLine(code, reason, locale))];
  }
}

/** Returns the label of lines of another room: `#room`, or `@name` of the other person in a private one. */
const labelOf = (room: string | undefined, view: View): string => {
  const { session } = view;
  if (room === undefined || room === view.room) return "";
  if (!isDirectRoom(room)) return placeOf(room);
  const other = room
    .slice(1)
    .split("+")
    .find((clientId) => clientId !== session.clientId);
  return `@${session.nameOf(other ?? session.clientId)}`;
};

import { givenBack, isAhead, type ChatSnapshot, type RoomTimeline } from "@beseda/client";
import { cleanName, cleanText, type Locale } from "@beseda/protocol";
import type { Clock } from "../format/clock.ts";
import type { CliTexts } from "../locale/texts.ts";
import { noNews, tellConnection, type ConnectionNews } from "./connection-notes.ts";
import type { Entry, Note } from "./entry.ts";
import { NewsElsewhere } from "./news-elsewhere.ts";
import { PersonalNotes } from "./personal-notes.ts";
import { placeIn } from "./places.ts";
import { isOnItsWay, Transcript } from "./transcript.ts";
import { UnseenNotes } from "./unseen-notes.ts";
import { lastOf } from "./view-of.ts";

export interface NarrationOptions {
  readonly url: string;
  readonly texts: CliTexts;
  readonly locale: Locale;
  readonly clock: Clock;
  /** The number of tries after which a server that was never there is reported missing. @default 1 */
  readonly unreachableAfter?: number;
  /** Whether the same command has started the server, which then need not be mentioned. @default false */
  readonly isBesideServer?: boolean;
  /** Whether to write news from other rooms: for use without a status line that shows it. @default false */
  readonly tellsElsewhere?: boolean;
}

/** The place where the person reads. */
interface Reading {
  readonly room: string;
  /** Whether the contents of the room can be written down now. */
  readonly isReadable: boolean;
  /** Whether the line of new messages is due before a message. */
  readonly isNew: (seq: number) => boolean;
}

/** Knows what a terminal has written, and writes the rest of a snapshot: each item once, in order. */
export class Narration {
  readonly #options: NarrationOptions;
  readonly #transcript: Transcript;
  readonly #elsewhere = new NewsElsewhere();
  readonly #personal: PersonalNotes;
  readonly #unseen: UnseenNotes;
  /** First keys of the messages reported as given back. */
  readonly #givenBack = new Set<string>();
  /** Keys of messages typed here for rooms that are not in view, and not written yet. */
  readonly #saidElsewhere = new Set<string>();
  #news: ConnectionNews = noNews;
  #problem: string | undefined;
  #entries: readonly Entry[] = [];

  constructor(options: NarrationOptions) {
    this.#options = options;
    this.#transcript = new Transcript(options);
    this.#personal = new PersonalNotes(options.locale);
    this.#unseen = new UnseenNotes(options.locale);
  }

  get entries(): readonly Entry[] {
    return this.#entries;
  }

  note(note: Note): void {
    this.#write([this.#transcript.note(note)]);
  }

  /** Writes that the person is in another room from here on, by its display name. */
  room(place: string): void {
    this.#write([this.#transcript.room(place)]);
  }

  /** Notes that the message with this key was typed here, and whether it goes to a room that is not in view. */
  typed(key: string, { isElsewhere = false }: { readonly isElsewhere?: boolean } = {}): void {
    this.#transcript.typed(key);
    if (isElsewhere) this.#saidElsewhere.add(key);
  }

  /** Writes messages with or without their numbers from now on. */
  number(isNumbered: boolean): void {
    this.#transcript.isNumbered = isNumbered;
  }

  unread(...asked: Parameters<Transcript["unread"]>): ReturnType<Transcript["unread"]> {
    return this.#transcript.unread(...asked);
  }

  /** The `seq` up to which a room is written. */
  reached(room: string): number {
    return this.#transcript.reached(room);
  }

  tell(snapshot: ChatSnapshot, reading: Reading): void {
    const { room, isReadable } = reading;
    const told = tellConnection(this.#news, snapshot, this.#options);
    this.#news = told.news;
    if (told.afresh) this.#transcript.startAfresh();
    this.#warnOf(snapshot.storageProblem);
    for (const note of told.notes) this.note(note);
    if (isReadable) this.#read(snapshot, reading);
    if (isReadable) this.#giveBack(snapshot);
    if (isReadable && this.#saidElsewhere.size > 0) this.#readElsewhere(snapshot);
    this.#inform(this.#personal.tell(snapshot));
    for (const note of this.#unseen.tell(snapshot)) this.note(note);
    if (this.#options.tellsElsewhere ?? false) this.#tellElsewhere(snapshot, room);
  }

  #write(entries: readonly Entry[]): void {
    if (entries.length > 0) this.#entries = [...this.#entries, ...entries];
  }

  #warnOf(problem: string | undefined): void {
    if (problem === this.#problem) return;
    this.#problem = problem;
    if (problem !== undefined) this.note({ tone: "warning", lines: [problem] });
  }

  #read(snapshot: ChatSnapshot, { room, isNew }: Reading): void {
    const { timelines, me, blocked } = snapshot;
    const timeline: RoomTimeline | undefined = timelines.get(room);
    const last = lastOf(snapshot, room);
    this.#write(this.#transcript.read({ room, timeline, last, me: me?.client_id, blocked, isNew }));
  }

  #readElsewhere(snapshot: ChatSnapshot): void {
    for (const [room, { items }] of snapshot.timelines) {
      // What is sent nowhere is given back.
      if (isAhead(room)) continue;
      const last = lastOf(snapshot, room);
      for (const item of items) {
        if (!this.#saidElsewhere.has(item.key) || isOnItsWay(item, last)) continue;
        this.#saidElsewhere.delete(item.key);
        this.#write(this.#transcript.elsewhere(item, placeIn(snapshot, room)));
      }
    }
  }

  /** Shows lines typed behind a refused command, which went nowhere, to be sent again or thrown away. */
  #giveBack(snapshot: ChatSnapshot): void {
    for (const { keys, command, lines, reason } of givenBack(snapshot)) {
      const [first = ""] = keys;
      if (this.#givenBack.has(first)) continue;
      this.#givenBack.add(first);
      const said = this.#options.texts.notes.givenBack(command, reason);
      const shown = lines.map((line) => `  ${cleanText(line)}`);
      this.note({ tone: "warning", lines: [said, ...shown] });
    }
  }

  #tellElsewhere(snapshot: ChatSnapshot, room: string): void {
    const { newsIn } = this.#options.texts.notes;
    this.#inform(this.#elsewhere.tell(snapshot, room).map((place) => newsIn(cleanName(place))));
  }

  #inform(lines: readonly string[]): void {
    if (lines.length > 0) this.note({ tone: "info", lines });
  }
}

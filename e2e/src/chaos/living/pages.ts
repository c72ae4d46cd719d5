import type { Judge, SeenMessage, SeenReactions } from "./judge.ts";
import { seenReactions } from "./judge.ts";
import { reactionOf, type NaiveFolder, type RawRecord } from "./naive-folder.ts";
import type { SentPage } from "./person.ts";
import type { StockPerson } from "./stock-person.ts";
import type { Random } from "../random.ts";

/** Messages on a page, from the least to the most that a server gives. */
export const pageSizes: readonly number[] = [1, 2, 3, 7, 20, 50, 200];

/** The most pages of one size in one room. */
const mostPages = 25;

/** Of two records about the same the one with the higher `seq` counts (MSG-6). */
const newest = (records: readonly RawRecord[]): RawRecord | undefined =>
  records.reduce<RawRecord | undefined>(
    (known, record) => (known === undefined || record.seq > known.seq ? record : known),
    undefined,
  );

/** Returns a message of a page as the page alone tells it, by the words of MSG-6. */
export const messageOnPage = (page: SentPage, message: RawRecord, me: string): SeenMessage => {
  const { events, later, undone, counted } = page;
  const { seq, client_id: author, deleted = false, reply_to = 0 } = message;
  const common = { seq, author, deleted, reply_to };
  if (deleted) return { ...common, text: message.message, edited: 0, reactions: new Map() };
  const about = [...events, ...later].filter(({ target }) => target === seq);
  const edit = newest(about.filter(({ type }) => type === "edited"));
  const text = edit?.message ?? message.message;
  const counts = counted.find((entry) => entry.seq === seq)?.reactions;
  const reactions: SeenReactions = counts
    ? new Map(counts.map(({ emoji, count, own }) => [emoji, { count, own, people: [] }]))
    : reactionsOf(
        about.filter((record) => !undone.includes(record.seq)),
        me,
      );
  return { ...common, text, edited: edit?.seq ?? 0, reactions };
};

const reactionsOf = (about: readonly RawRecord[], me: string): SeenReactions => {
  const reacted = about.filter(({ type }) => type === "reacted");
  const byReaction = Map.groupBy(reacted, ({ emoji = "", client_id }) => reactionOf(emoji, client_id));
  const held = [...byReaction.values()].flatMap((records) => {
    const last = newest(records);
    return last && !last.withdrawn ? [{ emoji: last.emoji ?? "", clientId: last.client_id }] : [];
  });
  return seenReactions(held, me);
};

/** Compares one page with the log: its records without a gap, and each message as it is now. */
export const judgePage = (
  judge: Judge,
  folder: NaiveFolder,
  { page, client, clientId }: { readonly page: SentPage; readonly client: string; readonly clientId: string },
): void => {
  const { room } = page;
  // Whoever comes or goes meanwhile is not in the fold yet.
  const events = page.events.filter(({ seq }) => seq <= folder.last);
  const [first, last] = [events[0]?.seq ?? 0, events.at(-1)?.seq ?? 0];
  const folded = folder.rooms.get(room);
  const between = (folded?.records ?? []).map(({ seq }) => seq).filter((seq) => seq >= first && seq <= last);
  const viewed = { client: `${client} (a page of history)`, clientId, room };
  judge.order(
    viewed,
    between,
    events.map(({ seq }) => seq),
  );
  for (const event of events) {
    const expected = event.type === "message" ? folded?.messages.get(event.seq) : undefined;
    if (expected) judge.message(viewed, expected, messageOnPage(page, event, clientId));
    if (!folder.mayHave(clientId, event)) judge.differs({ ...viewed, seq: event.seq }, "nothing", event.type);
  }
};

/** Turns the pages of a room in one size, backwards from its end or forwards from anywhere; counts them. */
export const judgePages = async (
  judge: Judge,
  folder: NaiveFolder,
  { person, room, limit, random }: Turning,
): Promise<Turned> => {
  const { clientId, name: client } = person;
  const last = folder.rooms.get(room)?.records.at(-1)?.seq ?? 0;
  const forwards = random.below(3) === 0;
  let place = forwards ? random.below(last) : last + 1;
  let pagesCounted = 0;
  for (let pages = 1; ; pages += 1) {
    const page = await person.page(room, forwards ? { after: place, limit } : { before: place, limit });
    judgePage(judge, folder, { page, client, clientId });
    if (page.counted.length > 0) pagesCounted += 1;
    const next = forwards ? page.events.at(-1)?.seq : page.events[0]?.seq;
    if (next === undefined || pages === mostPages) return { pages, pagesCounted };
    place = next;
    // Small pages would take for ever to the beginning: somewhere on the way the rest is left out.
    if (!forwards && pages % 8 === 0) place = 1 + random.below(place);
  }
};

/** Pages that were turned, and those among them that only counted reactions. */
export interface Turned {
  readonly pages: number;
  readonly pagesCounted: number;
}

interface Turning {
  readonly person: StockPerson;
  readonly room: string;
  readonly limit: number;
  readonly random: Random;
}

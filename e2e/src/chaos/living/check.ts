import { asSeen, type Judge, type Viewed } from "./judge.ts";
import type { LinePerson } from "./line-person.ts";
import { NaiveFolder, type RawRecord } from "./naive-folder.ts";
import type { Person, Sighting } from "./person.ts";
import type { SdkPerson } from "./sdk-person.ts";
import type { StockPerson } from "./stock-person.ts";

/** Compares the rooms of a person with the fold of the log; the messages too, where the person has folded them. */
export const judgeSighting = (
  judge: Judge,
  folder: NaiveFolder,
  { person, rooms, marks, hasTimelines }: Sighting,
): void => {
  const { name: client, clientId } = person;
  const expected = folder.roomsOf(clientId).toSorted();
  const all = { client, clientId, room: "all rooms" };
  judge.same({ ...all, what: "rooms" }, expected, rooms.map(({ room }) => room).toSorted());
  for (const seen of rooms) {
    const { room, mark } = seen;
    const viewed = { client, clientId, room };
    const view = folder.view(clientId, room);
    if (hasTimelines) judge.messages(viewed, view.messages, seen.messages);
    judge.same({ ...viewed, what: "pins" }, view.pins, seen.pins);
    judge.same({ ...viewed, what: "read mark" }, marks.get(room) ?? mark, mark);
    const { unread, mentions } = seen;
    judge.same({ ...viewed, what: "unread" }, folder.unread(clientId, { room, mark }), { unread, mentions });
  }
};

/** Compares the pins that records alone have made, before any greeting or list told them anew. */
export const judgePins = (judge: Judge, folder: NaiveFolder, people: readonly SdkPerson[]): void => {
  for (const { name: client, clientId, pins } of people)
    for (const [room, seen] of pins)
      judge.same(
        { client, clientId, room, what: "pins of the records" },
        folder.view(clientId, room).pins,
        seen,
      );
};

/** Compares the records that a stock client was sent with the log, and what a naive fold of them gives. */
export const judgeRecords = (judge: Judge, folder: NaiveFolder, person: StockPerson): void => {
  const { name: client, clientId, records } = person;
  for (const record of records) {
    const viewed = { client, clientId, room: record.room ?? "", seq: record.seq };
    if (!folder.mayHave(clientId, record)) judge.differs(viewed, "nothing", record.type);
  }
  for (const room of folder.roomsOf(clientId))
    judgeStream(judge, folder, {
      viewed: { client, clientId, room },
      records: records.filter((record) => record.room === room),
    });
};

const judgeStream = (
  judge: Judge,
  folder: NaiveFolder,
  { viewed, records }: { readonly viewed: Viewed; readonly records: readonly RawRecord[] },
): void => {
  const { room, clientId } = viewed;
  const joined = folder.joinedAt(clientId, room);
  const got = records.filter(({ seq }) => seq >= joined);
  const first = got[0]?.seq ?? Infinity;
  const logged = folder.rooms.get(room)?.records ?? [];
  if (first === Infinity && joined > 0) judge.differs({ ...viewed, seq: joined }, "a record", "nothing");
  judge.order(
    viewed,
    logged.map(({ seq }) => seq).filter((seq) => seq >= first),
    got.map(({ seq }) => seq),
  );
  const folded = new NaiveFolder(got).rooms.get(room)?.messages ?? new Map();
  const expected = [...(folder.rooms.get(room)?.messages.values() ?? [])].filter(({ seq }) => seq >= first);
  judge.messages(
    viewed,
    expected,
    [...folded.values()].map((message) => asSeen(message, clientId)),
  );
};

/** What was answered or acknowledged stands in the log; of the lines none stands there twice. */
export const judgeAnswers = (
  judge: Judge,
  records: readonly RawRecord[],
  { people, lines }: { readonly people: readonly Person[]; readonly lines: readonly LinePerson[] },
): void => {
  const bySeq = new Map(records.map((record) => [record.seq, record]));
  for (const { name, answered, faults } of people) {
    for (const fault of faults) judge.fault("different", fault);
    for (const [seq, { type, id }] of answered) {
      const found = bySeq.get(seq);
      if (found?.type !== type || found.id !== id)
        judge.fault(
          "lost",
          `lost: ${name}: ${type} ${id} was answered with #${seq}, which is ${found?.type}`,
        );
    }
  }
  const said = records.filter(({ type }) => type === "message" || type === "edited");
  const byText = Map.groupBy(said, ({ message }) => message);
  for (const { attempted, acknowledged } of lines) {
    for (const text of attempted)
      if ((byText.get(text)?.length ?? 0) > 1) judge.fault("duplicated", `duplicated: the line «${text}»`);
    for (const seq of acknowledged)
      if (!attempted.has(bySeq.get(seq)?.message ?? ""))
        judge.fault("lost", `lost: a line was acknowledged with #${seq}, which is another record`);
  }
};

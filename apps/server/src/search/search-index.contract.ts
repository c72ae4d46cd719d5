import { rangesOf, parseQuery } from "@beseda/search";
import { array, asyncProperty, assert, constantFrom, nat, oneof, record, tuple } from "fast-check";
import { describe, expect, test } from "vitest";
import { SearchedLog, type OpenIndex } from "../../testing/searched-log.ts";

export interface IndexUnderTest extends AsyncDisposable {
  readonly open: OpenIndex;
  /** All words that are kept, as bytes. */
  kept(): Promise<Buffer>;
}

const words = ["отчёт", "отчёты", "сервер", "серверов", "build", "building", "ёлка", "елки", "встреча"];

/** The contract of every implementation of `SearchIndex`. */
export const describeSearchIndex = (name: string, make: () => Promise<IndexUnderTest>): void => {
  describe(`search index: ${name}`, () => {
    test("[SRCH-4] what is said is found, the newest first, also what was said before the index was there", async () => {
      await using place = await make();
      await using log = await SearchedLog.make(place.open);
      const first = await log.say("готов отчёт");
      const second = await log.say("отчёты за год");
      await log.say("сервер");
      expect(await log.find("отчет")).toEqual([second, first]);
      await log.restart();
      const third = await log.say("без отчёта");
      expect(await log.find("отчёт")).toEqual([third, second, first]);
      await log.caughtUp();
      await log.index.clear();
      await log.restart();
      expect(await log.find("отчёт", { rooms: [["lobby", second]] })).toEqual([third, second]);
    });

    test("[SRCH-5] only the newest text of a message is found, and none of what was taken back", async () => {
      await using place = await make();
      await using log = await SearchedLog.make(place.open);
      const one = await log.say("жемчужина здесь");
      const other = await log.say("рубиновый здесь");
      await log.caughtUp();
      await log.edit(one, "изумрудный здесь");
      const again = await log.edit(one, "сапфировый здесь");
      await log.remove(other);
      expect(await log.pageOf("здесь")).toEqual({ found: [{ seq: one, text: again }] });
      for (const word of ["жемчужина", "изумрудный", "рубиновый"]) expect(await log.find(word)).toEqual([]);
      expect(await log.find("сапфировый")).toEqual([one]);
    });

    test("[SRCH-1] [SRCH-5] a file is found by its name and by what was written with it, as long as it says so, and nothing of one that was taken back", async () => {
      await using place = await make();
      await using log = await SearchedLog.make(place.open);
      const first = await log.sendFile("отчёт_за-Ноябрь.pdf");
      const second = await log.sendFile("photo.JPG", "жемчужина сезона https://example.org");
      const said = await log.say("отчёт.pdf лежит в папке");
      expect(await log.find("отчет ноября")).toEqual([first]);
      expect(await log.find("отчет pdf")).toEqual([said, first]);
      expect(await log.find("отчет.pdf")).toEqual([said]);
      expect(await log.find("есть:файл")).toEqual([second, first]);
      expect(await log.find("has:file отчёт -jpg")).toEqual([first]);
      expect(await log.find("has:file has:link")).toEqual([second]);
      const edited = await log.edit(second, "рубиновый закат");
      expect(await log.pageOf("photo has:file")).toEqual({ found: [{ seq: second, text: edited }] });
      expect(await log.find("жемчужина")).toEqual([]);
      expect(await log.find("has:link")).toEqual([]);
      await log.edit(second, "алмаз");
      expect(await log.find("jpg алмазы")).toEqual([second]);
      await log.remove(second);
      expect(await log.find("has:file")).toEqual([first]);
      for (const word of ["photo", "алмаз", "рубиновый"]) expect(await log.find(word)).toEqual([]);
      const kept = await place.kept();
      expect(["photo", "алмаз", "убинов"].map((word) => kept.includes(word))).toEqual([false, false, false]);
      await log.restart(first);
      expect(await log.find("has:file")).toEqual([]);
      expect(await log.find("отчёт")).toEqual([said]);
    });

    test("[SRCH-5] words of a text that was changed or taken back are nowhere in what is kept", async () => {
      await using place = await make();
      await using log = await SearchedLog.make(place.open);
      for (let count = 0; count < 300; count += 1) await log.say(`слово${count} и ещё что-то о сервере`);
      const one = await log.say("жемчужина");
      const other = await log.say("рубиновый");
      for (let count = 0; count < 300; count += 1) await log.say(`речь${count} и ещё что-то о погоде`);
      await log.caughtUp();
      const before = await place.kept();
      expect(["емчужин", "убинов"].map((word) => before.includes(word))).toEqual([true, true]);
      await log.edit(one, "алмаз");
      await log.remove(other);
      await log.caughtUp();
      const after = await place.kept();
      const gone = ["емчужин", "мчуж", "убинов", "бино", "лмаз"];
      expect(gone.map((word) => after.includes(word))).toEqual([false, false, false, false, true]);
    });

    test("[SRCH-5] a text that was taken out of the log is in the index no more", async () => {
      await using place = await make();
      await using log = await SearchedLog.make(place.open);
      const kept = await log.say("кварц остаётся");
      const gone = await log.say("жемчужина уходит");
      await log.caughtUp();
      await log.restart(gone);
      expect(await log.find("жемчужина")).toEqual([]);
      expect(await log.find("кварц")).toEqual([kept]);
      expect((await place.kept()).includes("емчужин")).toBe(false);
      const { part } = log.index;
      await log.restart();
      await log.say("дальше");
      await log.caughtUp();
      expect(part?.seq).toBeGreaterThan(0);
      expect(log.troubles).toEqual([]);
    });

    test("[SRCH-4] an index of another log begins anew", async () => {
      await using place = await make();
      {
        await using log = await SearchedLog.make(place.open);
        for (let count = 0; count < 5; count += 1) await log.say("чужое слово");
        await log.caughtUp();
      }
      await using log = await SearchedLog.make(place.open);
      const own = await log.say("своё слово");
      expect(await log.find("слово")).toEqual([own]);
      expect(await log.find("чужое")).toEqual([]);
    });

    test("[SRCH-2] what a query is limited to limits what is found", async () => {
      await using place = await make();
      await using log = await SearchedLog.make(place.open);
      const one = await log.say("отчёт https://example.com/doc");
      const two = await log.say("отчёт", { name: "Борис Петров", client_id: "Client_2" });
      const three = await log.say("отчёт", { room: "сад" });
      const all = { rooms: [["lobby", 0] as const, ["сад", 0] as const] };
      expect(await log.find("отчёт", all)).toEqual([three, two, one]);
      expect(await log.find("отчёт")).toEqual([two, one]);
      expect(await log.find("отчёт", { rooms: [] })).toEqual([]);
      expect(await log.find('from:"борис петров"')).toEqual([two]);
      expect(await log.find("from:Client_2")).toEqual([two]);
      expect(await log.find("from:Боря", { clients: ["Client_2"] })).toEqual([two]);
      expect(await log.find("from:Вера")).toEqual([]);
      expect(await log.find("has:link", all)).toEqual([one]);
      expect(await log.find("has:file", all)).toEqual([]);
      expect(await log.find("отчёт -example", all)).toEqual([three, two]);
      expect(await log.find("отчёт", { ...all, without: ["Client_1"] })).toEqual([two]);
      expect(await log.find("is:pinned", { ...all, among: [one, three] })).toEqual([three, one]);
      expect(await log.find("отчёт before:2020")).toEqual([]);
      expect(await log.find("отчёт after:2020")).toEqual([two, one]);
      expect(await log.find("отчёт before:2100-01-01 after:2099")).toEqual([]);
    });

    test("[SRCH-7] best first: as typed side by side, as typed, in other forms; each the newest first", async () => {
      await using place = await make();
      await using log = await SearchedLog.make(place.open);
      const side = await log.say("вот отчёт сервера");
      const apart = await log.say("сервера старый отчёт");
      const forms = await log.say("отчёты серверам");
      const newest = await log.say("серверами отчёту");
      const found = await log.find("отчёт сервера", { order: "best" });
      expect(found).toEqual([side, apart, newest, forms]);
    });

    test("[SRCH-7] pages have everything once, in order, whatever is said meanwhile", async () => {
      await using place = await make();
      await using log = await SearchedLog.make(place.open);
      const said: number[] = [];
      for (let count = 0; count < 30; count += 1) said.push(await log.say(`отчёт${count % 3 ? "ы" : ""}`));
      for (const order of ["newest", "best"] as const) {
        const whole = await log.find("отчёт", { order });
        expect(whole.toSorted((one, other) => one - other)).toEqual(said);
        const paged: number[] = [];
        let next: Awaited<ReturnType<typeof log.pageOf>>["next"];
        do {
          const page = await log.pageOf("отчёт", { order, limit: 7, ...(next && { after: next }) });
          paged.push(...page.found.map(({ seq }) => seq));
          ({ next } = page);
          said.push(await log.say("отчёт"));
        } while (next);
        expect(paged).toEqual(whole);
      }
    });

    test("[SRCH-4] whatever is said, changed and taken back, however often it begins anew, it finds what is there", async () => {
      const text = array(constantFrom(...words), { minLength: 1, maxLength: 4 }).map((some) =>
        some.join(" "),
      );
      const step = oneof(
        { weight: 4, arbitrary: record({ kind: constantFrom("say"), text, target: nat() }) },
        { weight: 2, arbitrary: record({ kind: constantFrom("edit", "remove"), text, target: nat() }) },
        { weight: 1, arbitrary: record({ kind: constantFrom("wait", "restart"), text, target: nat() }) },
      );
      const query = tuple(
        constantFrom(...words),
        constantFrom("", ...words.map((word) => ` ${word}`)),
        constantFrom("", ...words.map((word) => ` -${word}`)),
      );
      const run = asyncProperty(
        array(step, { maxLength: 20 }),
        array(query, { minLength: 1, maxLength: 5 }),
        async (steps, queries) => {
          await using place = await make();
          await using log = await SearchedLog.make(place.open);
          const texts = new Map<number, string>();
          for (const { kind, text: said, target } of steps) {
            const seq = [...texts.keys()][target % Math.max(1, texts.size)] ?? 0;
            if (kind === "say") texts.set(await log.say(said), said);
            else if (kind === "restart") await log.restart();
            else if (kind === "wait") await log.caughtUp();
            else if (seq === 0) continue;
            else if (kind === "edit") texts.set((await log.edit(seq, said)) && seq, said);
            else texts.delete((await log.remove(seq)) && seq);
          }
          for (const typed of queries.map((parts) => parts.join(""))) {
            const { terms, without } = parseQuery(typed, new Date());
            const isFound = (said: string): boolean =>
              rangesOf(said, terms) !== undefined && !without.some((term) => rangesOf(said, [term]));
            const expected = [...texts].flatMap(([seq, said]) => (isFound(said) ? [seq] : []));
            expect(await log.find(typed)).toEqual(expected.sort((one, other) => other - one));
          }
        },
      );
      await assert(run, { numRuns: 25 });
    });
  });
};

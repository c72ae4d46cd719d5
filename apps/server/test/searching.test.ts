import type { SearchFound } from "@beseda/protocol";
import { describe, expect, test } from "vitest";
import { generousRates } from "../testing/generous-rates.ts";
import { Person } from "../testing/person.ts";
import { temporaryServer } from "../testing/running-server.ts";
import { voices } from "../testing/voice.ts";

const find = async (person: Person, query: string, more: object = {}): Promise<SearchFound> =>
  (await person.ask("search.messages", { query, ...more })) as SearchFound;

const snippets = async (person: Person, query: string, more: object = {}): Promise<readonly string[]> =>
  (await find(person, query, more)).hits.map(({ snippet }) => snippet);

let ids = 0;
const say = async (person: Person, text: string, room = "lobby"): Promise<number> => {
  ids += 1;
  const { seq } = (await person.ask("message.send", { id: `m${ids}`, room, text })) as {
    readonly seq: number;
  };
  return seq;
};

test.each(["trpc", "text", "tcp"] as const)(
  "[SRCH-6] over %s /search finds what was said, as it was meant",
  async (via) => {
    await using server = await temporaryServer();
    await using anna = await voices[via](server, "Анна");
    await anna.types("Отчёты готовы");
    await anna.types("Обедать");
    const found = await anna.types("/search отчет");
    expect(found).toContain("Отчёты готовы");
    expect(found).not.toContain("Обедать");
    expect(await anna.types("/найти jnxtn")).toContain("Отчёты готовы");
    expect(await anna.types("/search form:Анна")).toContain("form:Анна");
  },
);

describe("what a search finds", () => {
  test("[SRCH-6] is what one may read: of a private room from joining, of others' rooms nothing, and no more after leaving", async () => {
    await using server = await temporaryServer();
    await using anna = await Person.come(server, { name: "Анна" });
    await using boris = await Person.come(server, { name: "Борис" });
    const { room } = (await anna.ask("room.create", { room: "тайна", private: true })) as { room: string };
    await say(anna, "жемчужина до прихода", room);
    await anna.ask("room.create", { room: "сад" });
    await say(anna, "жемчужина в саду", "сад");
    expect(await snippets(boris, "жемчужина")).toEqual([]);
    const refusal = await boris.ask("search.messages", { query: `жемчужина in:${room}` }).catch(String);
    const none = await boris
      .ask("search.messages", { query: "жемчужина in:~нет-0123456789ab" })
      .catch(String);
    expect(String(refusal).replace(room, "")).toBe(String(none).replace("~нет-0123456789ab", ""));
    expect(String(refusal)).toContain("для вас нет");
    await expect(boris.ask("search.messages", { query: "жемчужина", room })).rejects.toThrow("для вас нет");
    await anna.ask("room.invite", { room, name: "Борис" });
    await boris.ask("room.join", { room });
    await say(anna, "жемчужина после прихода", room);
    await boris.ask("room.join", { room: "сад" });
    expect(await snippets(boris, "жемчужина")).toEqual(["жемчужина после прихода", "жемчужина в саду"]);
    expect(await snippets(boris, "жемчужина in:сад")).toEqual(["жемчужина в саду"]);
    expect(await snippets(boris, "жемчужина", { room })).toEqual(["жемчужина после прихода"]);
    await boris.ask("room.leave", { room });
    expect(await snippets(boris, "жемчужина")).toEqual(["жемчужина в саду"]);
    const { room: direct } = (await anna.ask("room.direct", { name: "Борис" })) as { room: string };
    await say(anna, "жемчужина на двоих", direct);
    await using vera = await Person.come(server, { name: "Вера" });
    expect(await snippets(boris, "жемчужина in:@Анна")).toEqual(["жемчужина на двоих"]);
    expect(await snippets(vera, "жемчужина")).toEqual([]);
  });

  test("[SRCH-6] has nothing of somebody whom one has blocked", async () => {
    await using server = await temporaryServer();
    await using anna = await Person.come(server, { name: "Анна" });
    await using boris = await Person.come(server, { name: "Борис" });
    await say(boris, "жемчужина от Бориса");
    await say(anna, "жемчужина от Анны");
    expect(await snippets(anna, "жемчужина")).toHaveLength(2);
    await anna.ask("people.block", { name: "Борис" });
    expect(await snippets(anna, "жемчужина")).toEqual(["жемчужина от Анны"]);
    expect(await snippets(boris, "жемчужина")).toHaveLength(2);
  });

  test("[SRCH-5] is what a message says now, and nothing that was taken back", async () => {
    await using server = await temporaryServer();
    await using anna = await Person.come(server, { name: "Анна" });
    const one = await say(anna, "жемчужина");
    const other = await say(anna, "рубиновый");
    expect(await snippets(anna, "жемчужина")).toEqual(["жемчужина"]);
    await anna.ask("message.edit", { id: "e1", room: "lobby", seq: one, text: "алмаз" });
    await anna.ask("message.remove", { room: "lobby", seq: other });
    expect(await snippets(anna, "жемчужина")).toEqual([]);
    expect(await snippets(anna, "рубиновый")).toEqual([]);
    const { hits } = await find(anna, "АЛМАЗЫ");
    expect(hits).toMatchObject([
      { seq: one, snippet: "алмаз", ranges: [[0, 5]], edited: true, name: "Анна" },
    ]);
  });

  test("[SRCH-1] [FIL-1] is a file by its name, shown with its name and what was written with it now", async () => {
    await using server = await temporaryServer();
    await using anna = await Person.come(server, { name: "Анна" });
    const { client_id, name } = anna.welcome;
    const file = { name: "отчёт.pdf", size: 9, type: "application/pdf", sha256: "0f".repeat(32) };
    const draft = { room: "lobby", client_id, name, sender: "client", message: "смотрите", file } as const;
    const entries = await server.running.log.append([{ ...draft, type: "file", id: "f1" }]);
    const seq = entries[0]?.seq ?? 0;
    await say(anna, "а отчёт где?");
    expect((await find(anna, "отчет есть:файл")).hits).toMatchObject([
      { seq, snippet: "отчёт.pdf: смотрите", ranges: [[0, 5]] },
    ]);
    await anna.ask("message.edit", { room: "lobby", id: "e1", seq, text: "прочитано" });
    expect(await snippets(anna, "прочитано pdf")).toEqual(["отчёт.pdf: прочитано"]);
    expect(await snippets(anna, "смотрите")).toEqual([]);
    await anna.ask("message.remove", { room: "lobby", seq });
    expect(await snippets(anna, "has:file")).toEqual([]);
    expect(await snippets(anna, "отчёт")).toEqual(["а отчёт где?"]);
  });

  test("[SRCH-2] has what is pinned, who said it, and when", async () => {
    await using server = await temporaryServer();
    await using anna = await Person.come(server, { name: "Анна" });
    await using boris = await Person.come(server, { name: "Борис" });
    await anna.ask("room.create", { room: "сад" });
    await boris.ask("room.join", { room: "сад" });
    const pinned = await say(anna, "отчёт", "сад");
    await say(boris, "отчёт второй", "сад");
    await anna.ask("message.pin", { room: "сад", seq: pinned });
    expect(await snippets(boris, "is:pinned")).toEqual(["отчёт"]);
    expect(await snippets(boris, "от:борис отчёт")).toEqual(["отчёт второй"]);
    expect(await snippets(boris, "after:yesterday отчёт")).toHaveLength(2);
    expect(await snippets(boris, "before:today отчёт")).toEqual([]);
  });

  test("[SRCH-3] is told to be of the other layout where it is, on each page", async () => {
    await using server = await temporaryServer();
    await using anna = await Person.come(server, { name: "Анна" });
    for (let count = 0; count < 5; count += 1) await say(anna, `привет ${count}`);
    const first = await find(anna, "ghbdtn", { limit: 3 });
    expect(first).toMatchObject({ meant: "привет", hits: [{}, {}, {}] });
    const second = await find(anna, "ghbdtn", { limit: 3, cursor: first.next });
    expect(second.hits.map(({ snippet }) => snippet)).toEqual(["привет 1", "привет 0"]);
    await say(anna, "ghbdtn");
    expect(await snippets(anna, "ghbdtn")).toEqual(["ghbdtn"]);
    expect((await find(anna, "ghbdtn")).meant).toBeUndefined();
  });

  test("[SRCH-7] comes in pages that have everything once", async () => {
    await using server = await temporaryServer();
    await using anna = await Person.come(server, { name: "Анна" });
    for (let count = 0; count < 12; count += 1)
      await say(anna, `встреча${count % 2 === 0 ? "" : "ми"} ${count}`);
    for (const order of ["newest", "best"]) {
      const whole = await snippets(anna, "встреча", { order });
      expect(whole).toHaveLength(12);
      const paged: string[] = [];
      let cursor: string | undefined;
      do {
        const { hits, next } = await find(anna, "встреча", { order, limit: 5, ...(cursor && { cursor }) });
        paged.push(...hits.map(({ snippet }) => snippet));
        cursor = next;
      } while (cursor);
      expect(paged).toEqual(whole);
    }
  });

  test("[SRCH-8] is limited in a minute, by client, with the time to wait", async () => {
    const searches = { perSecond: 0.5, burst: 3 };
    await using server = await temporaryServer({ rates: { ...generousRates, searches } });
    await using anna = await Person.come(server, { name: "Анна" });
    await using boris = await Person.come(server, { name: "Борис" });
    for (let count = 0; count < 3; count += 1) await find(anna, "слово");
    await expect(find(anna, "слово")).rejects.toMatchObject({ data: { beseda: { code: "rate" } } });
    expect(await snippets(boris, "слово")).toEqual([]);
  });

  test("[SRCH-4] is told to be incomplete by /health as long as it is", async () => {
    await using server = await temporaryServer();
    await using anna = await Person.come(server, { name: "Анна" });
    await say(anna, "слово");
    expect(await snippets(anna, "слово")).toEqual(["слово"]);
    const health = (await (await fetch(`http://127.0.0.1:${server.port}/health`)).json()) as {
      readonly search: { readonly state: string; readonly seq: number; readonly of: number };
    };
    expect(health.search).toEqual({ state: "ready", seq: health.search.of, of: health.search.of });
  });
});

import { describe, expect, test } from "vitest";
import type { StoredRecord } from "../disk/log-file.ts";
import { delivered } from "./delivered.ts";
import type { Honest } from "./honest.ts";
import { judgeRecords, type Known } from "./judge.ts";
import { lookAlikesIn } from "./look-alikes.ts";

type Fields = Readonly<Record<string, unknown>>;

const started = Date.parse("2026-11-30T10:00:00.000Z");

/** Records one second apart, numbered. */
const logOf = (facts: readonly Fields[]): readonly StoredRecord[] =>
  facts.map((fact, index) => ({
    seq: index + 1,
    time: new Date(started + index * 10).toISOString(),
    type: "message",
    client_id: "Client_2",
    message: "",
    ...fact,
  }));

const known: Known = {
  honest: new Map([["Анна", "Client_1"]]),
  addresses: 1,
  goodbyes: [{ session: "s2", code: 4003 }],
};

const good: readonly Fields[] = [
  { type: "connected", client_id: "Client_1", name: "Анна", session: "s1" },
  { type: "connected", name: "Шум", session: "s2" },
  { type: "room-created", room: "р1", name: "Шум" },
  { room: "р1", name: "Шум" },
  { type: "disconnected", name: "Шум", session: "s2", status: "abnormal" },
  { type: "disconnected", client_id: "Client_1", name: "Анна", session: "s1", status: "normal" },
];

/** The same, with what must not be found put before the ends. */
const with_ = (...facts: readonly Fields[]): readonly StoredRecord[] => logOf(good.toSpliced(4, 0, ...facts));
const many = (count: number, fact: (index: number) => Fields): readonly Fields[] =>
  Array.from({ length: count }, (_, index) => fact(index));

describe("the checker of the file", () => {
  test("finds nothing where nothing is", () => {
    expect(judgeRecords(logOf(good), known)).toEqual([]);
  });

  test.each<[string, readonly StoredRecord[], string]>([
    [
      "more rooms of a guest",
      with_(...many(10, (room) => ({ type: "room-created", room: `р-${room}` }))),
      "rooms of Client_2",
    ],
    [
      "more rooms of an address",
      with_(
        ...many(60, (room) => ({ type: "room-created", client_id: `Client_${room + 9}`, room: `р-${room}` })),
      ),
      "rooms: 61",
    ],
    ["more messages of a client", with_(...many(400, () => ({ room: "lobby" }))), "messages of Client_2"],
    [
      "more changes by a client",
      with_(...many(60, () => ({ type: "topic", room: "lobby" }))),
      "changes by Client_2",
    ],
    [
      "more changes of an address",
      with_(
        ...many(400, (index) => ({
          type: "renamed",
          client_id: `Client_${9 + (index % 20)}`,
          room: "lobby",
        })),
      ),
      "changes: ",
    ],
    [
      "more arrivals of an address",
      with_(
        ...many(700, (index) => ({
          type: "connected",
          client_id: `Client_${9 + index}`,
          session: `t${index}`,
        })),
      ),
      "arrivals: ",
    ],
    [
      "an end as its peer wanted it to be called",
      logOf(good.with(4, { type: "disconnected", session: "s2", status: "kicked" })),
      "closed by its peer with 4003",
    ],
    [
      "somebody kicked by nobody",
      with_({ type: "disconnected", session: "s9", status: "banned" }),
      "banned by nobody",
    ],
    [
      "somebody who was replaced",
      with_({ type: "disconnected", session: "s9", status: "replaced" }),
      "replaced",
    ],
    [
      "an honest client who lost the connection",
      logOf(good.with(5, { type: "disconnected", client_id: "Client_1", session: "s1", status: "abnormal" })),
      "of an honest client",
    ],
    [
      "an honest client who was judged",
      with_({ type: "moderated", client_id: "Client_1", action: "mute", by: "Client_2" }),
      "Client_2 judged Client_1",
    ],
    [
      "a name that looks like another",
      with_({ type: "renamed", name: "Aннa", room: "lobby" }),
      "looks like Анна",
    ],
    [
      "an invisible letter in a name",
      with_({ type: "renamed", name: "Анна\u3164", room: "lobby" }),
      "looks like Анна",
    ],
    [
      "somebody who came when the server had stopped",
      with_(
        { type: "disconnected", session: "s9", status: "server-stopped" },
        { type: "connected", session: "s10" },
      ),
      "came when a server had said that it stops",
    ],
  ])("finds %s", (_, records, fault) => {
    expect(judgeRecords(records, known).join("\n")).toContain(fault);
  });
});

describe("the checker of lines", () => {
  const said = new Map([["Анна", new Set(["Привет"])]]);

  test("finds nothing in what was said, quoted or told", () => {
    const lines = [
      "[10:00:00] Анна: Привет",
      "#р1 [10:00:00] Анна: Привет",
      "[10:00:00] Шум: [10:00:00] Анна: я ухожу",
      "  | [10:00:00] Анна: я ухожу",
      "[10:00:00] *** Анна теперь в чате",
      "Принято #5 в 10:00:00",
    ];
    expect(lookAlikesIn(lines, said)).toEqual([]);
  });

  test.each([
    ["a line in the name of another", "[10:00:00] Анна: я ухожу", "looks as if Анна had said it"],
    ["the same in another room", "#р1 [10:00:00] Анна: я ухожу", "looks as if Анна had said it"],
    ["a notice about another", "[10:00:00] *** Анна покидает чат", "were gone"],
    ["the end of a line in a line", "[10:00:00] Шум: х\u2028[10:00:00] Анна: нет", "the end of a line"],
    ["what is behind it", "[10:00:00] Шум: х\u0085[10:00:00] Анна: нет", "looks as if Анна had said it"],
    ["an order to a terminal", "[10:00:00] Шум: \u001B[2J", "control character"],
  ])("finds %s", (_, line, fault) => {
    expect(lookAlikesIn([line], said).join("\n")).toContain(fault);
  });
});

describe("the checker of deliveries", () => {
  const file = new Map([
    [1, "раз"],
    [2, "два"],
    [3, "чужое"],
  ]);
  const honest = (seen: readonly string[], acknowledged = new Map([["раз", 1]])): Honest => ({
    name: "Анна",
    clientId: "Client_1",
    said: ["раз", "два"],
    acknowledged,
    lines: [],
    refusals: [],
    wasClosed: false,
    seen: () => seen,
    gaps: () => 0,
    say: () => undefined,
  });
  const none = { lost: 0, duplicated: 0, reordered: 0, gaps: 0 };

  test.each([
    ["nothing where all is there", honest(["раз", "чужое", "два"]), {}],
    ["what is lost", honest(["раз", "два"], new Map([["раз", 2]])), { lost: 1 }],
    ["what came twice", honest(["раз", "раз", "два"]), { duplicated: 1 }],
    ["another order", honest(["два", "раз"]), { reordered: 1 }],
    ["what never came", honest(["два"]), { gaps: 1 }],
  ])("finds %s", (_, one, found) => {
    expect(delivered([one], file)).toMatchObject({ ...none, ...found });
  });
});

import { isKnown, parseRecord, roomOf, type RecordDraft } from "@beseda/protocol";
import { sampleRecords } from "@beseda/protocol/testing";
import { expect, test } from "vitest";
import { WebSocket } from "ws";
import { createChatClient } from "../testing/earlier-client/client.js";
import { temporaryServer, type TemporaryServer } from "../testing/running-server.ts";
import { until } from "../testing/until.ts";

const { message } = sampleRecords;

/** The types that the client of that version shows. */
const shownThen: ReadonlySet<string> = new Set([
  "connected",
  "disconnected",
  "room-created",
  "joined",
  "left",
  "room-changed",
  "moderated",
  "deleted",
  "topic",
  "renamed",
  "message",
]);

/** Records that a later version might write: other types, and known ones that have changed. */
const strange: readonly object[] = [
  { ...message, type: "poll-opened", options: ["да", "нет"] },
  { type: "disk-checked", client_id: "server", sender: "server", bytes: 1, message: "" },
  { ...message, id: 5 },
  { ...sampleRecords.connected, via: "quic" },
  { ...sampleRecords.disconnected, status: "moved" },
  { ...sampleRecords.moderated, action: "hush" },
];

/** Collects all sockets of one person, the newest last, and the requests sent through them. */
const watched = () => {
  const sockets: WebSocket[] = [];
  const asked: string[] = [];
  class Watched extends WebSocket {
    constructor(url: string | URL) {
      super(url);
      sockets.push(this);
    }

    override send(data: unknown): void {
      asked.push(String(data));
      super.send(String(data));
    }
  }
  return { sockets, asked, Watched };
};

const join = (server: TemporaryServer, name: string) => {
  const { sockets, asked, Watched } = watched();
  const client = createChatClient({
    url: `http://127.0.0.1:${server.port}`,
    name,
    client: "earlier/0.1.0",
    WebSocket: Watched,
  });
  const phases: string[] = [];
  client.subscribe(() => {
    const { phase } = client.snapshot().connection;
    if (phases.at(-1) !== phase) phases.push(phase);
  });
  const items = () => client.snapshot().timelines.get("lobby")?.items ?? [];
  const greeted = (resumed: boolean) =>
    until(
      () => `${name} to be greeted`,
      () => client.snapshot().welcome?.resumed === resumed,
    );
  const hears = (text: string) =>
    until(
      () => `${name} to hear ${text}`,
      () => items().some((item) => item.text === text),
    );
  return { client, sockets, asked, phases, items, greeted, hears };
};

test("[LOG-12] a client of an earlier version follows a log of everything that is written now, and more", async () => {
  await using server = await temporaryServer();
  const { log } = server.running;
  const anna = join(server, "Анна");
  const boris = join(server, "Борис");
  await Promise.all([anna.greeted(false), boris.greeted(false)]);
  // The run belongs to this log: a branch of another log is not a place to resume from.
  const begun = { ...sampleRecords["server-started"], log: log.id };
  const others = Object.values(sampleRecords).filter(({ type }) => type !== begun.type);
  const drafts = [begun, ...others, ...strange] as RecordDraft[];

  await log.append(drafts);
  boris.client.send({ room: "lobby", text: "Первое" });
  await anna.hears("Первое");
  expect(anna.phases.at(-1)).toBe("online");
  expect(anna.sockets).toHaveLength(1);

  anna.sockets[0]?.terminate();
  await log.append(drafts);
  boris.client.send({ room: "lobby", text: "Второе" });
  await anna.hears("Второе");
  expect(anna.client.snapshot().welcome).toMatchObject({ resumed: true });
  expect(anna.client.snapshot().welcome?.reset).toBeUndefined();
  expect(anna.sockets).toHaveLength(2);
  expect(anna.phases.at(-1)).toBe("online");

  // No records were missing, so that none had to be requested again.
  expect(anna.asked.filter((frame) => frame.includes("room.history"))).toEqual([]);
  const written = (await log.read({ after: 0 })).map(({ bytes }) =>
    parseRecord(JSON.parse(Buffer.from(bytes).toString())),
  );
  const inLobby = written.filter((record) => roomOf(record) === "lobby");
  const first = anna.items()[0]?.seq ?? 0;
  expect(anna.items().map(({ seq }) => seq)).toEqual(
    inLobby
      .filter((record) => record.seq >= first && isKnown(record) && shownThen.has(record.type))
      .map(({ seq }) => seq),
  );
  // Each type occurs at least twice, except those of no room; and the strange ones are really strange.
  const types = inLobby.filter(isKnown).map(({ type }) => type);
  for (const { type } of Object.values(sampleRecords).filter((draft) => "room" in draft)) {
    expect(types.filter((other) => other === type).length).toBeGreaterThan(1);
  }
  expect(written.filter((record) => !isKnown(record))).toHaveLength(2 * strange.length);
  await Promise.all([anna.client.close(), boris.client.close()]);
});

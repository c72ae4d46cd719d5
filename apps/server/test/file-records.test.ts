import { isOf, type FileFacts, type RecordDraft, type RoomSummary } from "@beseda/protocol";
import { expect, test } from "vitest";
import { Person } from "../testing/person.ts";
import { temporaryServer, type TemporaryServer } from "../testing/running-server.ts";
import { voices } from "../testing/voice.ts";

const facts: FileFacts = {
  name: "отчёт.pdf",
  size: 1_234_567,
  type: "application/pdf",
  sha256: "0f".repeat(32),
};

/** Puts a file of somebody into the lobby; returns its `seq`. */
const sent = async (
  { running }: TemporaryServer,
  { welcome }: Person,
  more: object = {},
): Promise<number> => {
  const { client_id, name } = welcome;
  const draft: RecordDraft = {
    type: "file",
    room: "lobby",
    client_id,
    name,
    id: `file-${running.log.last.seq}`,
    file: facts,
    sender: "client",
    message: "",
    ...more,
  };
  return (await running.log.append([draft]))[0]?.seq ?? 0;
};

const unreadOf = async (person: Person): Promise<number | undefined> =>
  ((await person.ask("room.list")) as readonly RoomSummary[]).find(({ room }) => room === "lobby")?.unread;

const lobby = { room: "lobby" };

test.each(["text", "tcp"] as const)(
  "[FIL-1] over %s a file is told by its name and size, with what was written with it",
  async (via) => {
    await using server = await temporaryServer();
    await using anna = await Person.come(server, { name: "Анна" });
    await using boris = await voices[via](server, "Борис");
    const seq = await sent(server, anna);
    await boris.sees("Анна: файл отчёт.pdf (1,2 МБ)");
    expect(boris.heard()).not.toContain("0f0f");
    await sent(server, anna, { message: "посмотрите", reply_to: seq });
    await boris.sees(`Анна: ↪ #${seq} файл отчёт.pdf (1,2 МБ): посмотрите`);
  },
);

test("[FIL-1] [MSG-1] [UNR-2] a file is answered, reacted to, pinned and counted as a message is", async () => {
  await using server = await temporaryServer();
  await using anna = await Person.come(server, { name: "Анна" });
  await using boris = await Person.come(server, { name: "Борис" });
  const seq = await sent(server, boris, { message: "вот" });
  expect(await unreadOf(anna)).toBe(1);
  expect(await unreadOf(boris)).toBe(0);
  await anna.ask("message.send", { ...lobby, id: "m1", text: "спасибо", reply_to: seq });
  await anna.ask("message.react", { ...lobby, id: "r1", seq, emoji: "👍", withdrawn: false });
  const records = await server.records();
  expect(records.find((record) => isOf(record, "reacted"))).toMatchObject({ target: seq, emoji: "👍" });
  expect(records.find((record) => isOf(record, "message"))).toMatchObject({ reply_to: seq });
  const page = (await anna.ask("room.history", { ...lobby, limit: 2 })) as {
    records?: unknown;
    events?: unknown;
  };
  expect(JSON.stringify(page)).toContain("отчёт.pdf");
});

test("[FIL-1] [MSG-7] of a file that was deleted nothing is served but who sent it, when and where", async () => {
  await using server = await temporaryServer();
  await using anna = await Person.come(server, { name: "Анна" });
  const seq = await sent(server, anna, { message: "секрет" });
  await anna.ask("message.remove", { ...lobby, seq });
  await using boris = await Person.come(server, { name: "Борис" });
  await using vera = await voices.text(server, "Вера");
  expect(await unreadOf(boris)).toBe(0);
  await expect(
    boris.ask("message.react", { ...lobby, id: "r1", seq, emoji: "👍", withdrawn: false }),
  ).rejects.toThrow(`#${seq}`);
  await vera.types("/history 9");
  const all = `${boris.frames.join("")}${vera.heard()}`;
  expect(all).toContain("Удалённое сообщение: Анна");
  expect(all).not.toMatch(/отчёт|секрет|0f0f|1234567|1,2 МБ/u);
});

test("[FIL-1] [LOG-18] a file that was redacted is shown as one that was taken back", async () => {
  await using server = await temporaryServer();
  await using anna = await Person.come(server, { name: "Анна" });
  const seq = await sent(server, anna, { message: "секрет" });
  expect(await server.records()).toContainEqual(
    expect.objectContaining({ seq, salt: expect.stringMatching(/^[D-Od-o]{8}$/u) }),
  );
  const { client_id, name } = anna.welcome;
  const place = { room: "lobby", client_id, name };
  await server.running.log.append([
    { type: "redacted", ...place, target: seq, digest: "00", sender: "server", message: "Текст удалён" },
  ]);
  await using boris = await Person.come(server, { name: "Борис" });
  await using vera = await voices.text(server, "Вера");
  expect(await unreadOf(boris)).toBe(0);
  await vera.types("/history 9");
  const all = `${boris.frames.join("")}${vera.heard()}`;
  expect(all).not.toMatch(/отчёт|секрет|0f0f|1234567|1,2 МБ|"salt"/u);
});

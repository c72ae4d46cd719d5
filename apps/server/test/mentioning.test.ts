import { isOf } from "@beseda/protocol";
import { expect, test } from "vitest";
import { Person } from "../testing/person.ts";
import { refusalOf } from "../testing/registered.ts";
import { temporaryServer } from "../testing/running-server.ts";
import { TcpClient } from "../testing/text-client.ts";

test("[MSG-5] whom a message calls stands in its record, and who does not see it is told to who said it", async () => {
  await using server = await temporaryServer();
  await using anna = await Person.come(server, { name: "Анна" });
  await using boris = await Person.come(server, { name: "Борис" });
  await anna.ask("room.create", { room: "сад" });
  const acknowledged = await anna.say("@Борис, поливай розы", "сад");
  expect(acknowledged).toMatchObject({ cannot_see: ["Борис"] });
  await boris.ask("room.join", { room: "сад" });
  expect(await anna.say("@Борис, поливай розы", "сад")).not.toHaveProperty("cannot_see");
  await boris.ask("session.rename", { name: "Боря" });
  const { seq } = (await anna.say("@Боря, и пионы", "сад")) as { seq: number };
  const edit = { id: "e-1", room: "сад", seq, text: "@Вера и @Анна" };
  await using vera = await Person.come(server, { name: "Вера" });
  expect(await anna.ask("message.edit", edit)).toMatchObject({ cannot_see: ["Вера"] });
  const records = await server.records();
  const mentions = records.flatMap((record) => (isOf(record, "message") ? [record.mentions] : []));
  expect(mentions).toEqual([undefined, [boris.id], [boris.id]]);
  expect(records.find((record) => isOf(record, "edited"))).toMatchObject({ mentions: [anna.id] });
  expect(vera.id).not.toBe(anna.id);
});

test("[MSG-1] what is answered was not taken back", async () => {
  await using server = await temporaryServer();
  await using anna = await Person.come(server, { name: "Анна" });
  const { seq } = (await anna.say("Кто придёт?")) as { seq: number };
  const answer = (id: string) =>
    anna.ask("message.send", { id, room: "lobby", text: "Я приду", reply_to: seq });
  const first = (await answer("a-1")) as object;
  await anna.ask("message.remove", { room: "lobby", seq });
  expect(await refusalOf(answer("a-2"))).toBe("unknown-message");
  expect(await answer("a-1")).toEqual({ ...first, duplicate: true });
});

test("[TXT-3] who has only lines answers, is warned, and sees the numbers of messages when they want", async () => {
  await using server = await temporaryServer();
  await using anna = await Person.come(server, { name: "Анна" });
  const { seq } = (await anna.say("Кто придёт?")) as { seq: number };
  await using boris = await TcpClient.connect(server, { name: "Борис" });
  boris.type("/numbers on", `/reply ${seq} Я приду`);
  await boris.sees(`Борис: ↪ #${seq} Я приду`);
  const reply = (await server.records()).findLast((record) => isOf(record, "message"));
  expect(reply).toMatchObject({ reply_to: seq });
  expect(boris.lines.at(-1)).toMatch(new RegExp(`\\] #${reply?.seq} Борис: ↪ #${seq} Я приду$`, "u"));
  boris.type("/numbers off", "/create сад", "@Анна, сюда");
  await boris.sees("не видит сказанного — Анна");
  expect(boris.lines.find((line) => line.endsWith("Борис: @Анна, сюда"))).not.toContain("#");
});

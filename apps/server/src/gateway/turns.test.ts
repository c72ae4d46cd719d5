import { expect, test } from "vitest";
import { Person } from "../../testing/person.ts";
import { RawTrpcClient } from "../../testing/raw-trpc-client.ts";
import { temporaryServer } from "../../testing/running-server.ts";
import { until } from "../../testing/until.ts";

const people = 100;
const questions = 20;

test("[LIM-3] [DEL-6] what hundreds of people ask for in one turn holds up nobody who says something behind it", async () => {
  await using server = await temporaryServer({ settings: { trustProxy: ["loopback"] } });
  await using anna = await Person.come(server, { name: "Анна" });
  await using crowd = new AsyncDisposableStack();
  const guests: Person[] = [];
  for (let number = 0; number < people; number += 1) {
    const guest = new Person(server, {}, { "X-Forwarded-For": "198.51.100.7" });
    guests.push(crowd.use(guest));
    await guest.opened();
    await guest.ask("room.list");
  }
  let answered = 0;
  const asked = guests.flatMap((guest) =>
    Array.from({ length: questions }, () => guest.ask("room.list").then(() => (answered += 1))),
  );
  await anna.say("слышно?");
  const before = answered;
  // A client of another address asks, and does not wait behind all of them either.
  await anna.ask("room.list");
  expect(answered).toBeLessThan((people * questions) / 2);
  expect(before).toBeLessThan((people * questions) / 2);
  await Promise.all(asked);
  expect(answered).toBe(people * questions);
});

test("[LIM-3] [DEL-2] a batch is its calls: each is answered, in order, and a message in it is said behind what stands before it", async () => {
  await using server = await temporaryServer();
  const answered: number[] = [];
  const anna = await RawTrpcClient.connect(server, "Анна", (text) => {
    const { id, result } = JSON.parse(text) as { id: number; result?: { type: string } };
    if (id > 1 && result?.type === "data") answered.push(id);
  });
  const call = (id: number, path: string, input: object): object => ({
    id,
    method: "mutation",
    params: { path, input },
  });
  const batch = [
    call(2, "room.create", { room: "книги" }),
    call(3, "message.send", { id: "1", room: "книги", text: "раз" }),
    call(4, "session.rename", { name: "Вера" }),
    call(5, "message.send", { id: "2", room: "книги", text: "два" }),
  ];
  anna.socket.send(JSON.stringify(batch));
  await until(
    () => `four answers, not ${String(answered)}`,
    () => answered.length === 4,
  );
  const types = (await server.records()).map((record) => record.type);
  expect(types.slice(types.indexOf("room-created"))).toEqual(
    expect.arrayContaining(["room-created", "message", "renamed", "message"]),
  );
  expect(types.indexOf("renamed")).toBeGreaterThan(types.indexOf("message"));
  expect(types.lastIndexOf("message")).toBeGreaterThan(types.indexOf("renamed"));
  anna.socket.terminate();
});

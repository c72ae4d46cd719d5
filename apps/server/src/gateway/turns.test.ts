import { expect, test } from "vitest";
import { Person } from "../testing/person.ts";
import { temporaryServer } from "../testing/running-server.ts";

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
  // One of another address asks, and is not behind all of them either.
  await anna.ask("room.list");
  expect(answered).toBeLessThan((people * questions) / 2);
  expect(before).toBeLessThan((people * questions) / 2);
  await Promise.all(asked);
  expect(answered).toBe(people * questions);
});

import { expect, test } from "vitest";
import { Person } from "../../testing/person.ts";
import { temporaryServer } from "../../testing/running-server.ts";

test("[CLI-2] a command that comes again with its id is carried out once; a refused one is tried again", async () => {
  await using server = await temporaryServer();
  const anna = await Person.come(server, { name: "Анна" });
  const topics = async () => (await server.records()).filter(({ type }) => type === "topic").length;
  const open = { id: "one", room: "книги", private: true };
  const first = await anna.ask("room.create", open);
  expect(await anna.ask("room.create", open)).toEqual(first);
  expect(await anna.ask("room.create", { ...open, id: "two" })).not.toEqual(first);

  await expect(anna.ask("room.topic", { id: "t", room: "сад", topic: "Яблони" })).rejects.toMatchObject({
    data: expect.anything() as unknown,
  });
  await anna.ask("room.join", { room: "сад" });
  await anna.ask("room.topic", { id: "t", room: "сад", topic: "Яблони" });
  await anna.ask("room.topic", { id: "t", room: "сад", topic: "Яблони" });
  expect(await topics()).toBe(1);
});

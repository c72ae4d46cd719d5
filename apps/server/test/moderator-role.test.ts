import type { RoomSummary } from "@beseda/protocol";
import { expect, test } from "vitest";
import { Person } from "../testing/person.ts";
import { temporaryServer } from "../testing/running-server.ts";

test("[ROOM-4] a moderator of a room is told so in the list of rooms and in the greeting, and nobody else is", async () => {
  await using server = await temporaryServer();
  await using anna = await Person.come(server, { name: "Анна" });
  await using boris = await Person.come(server, { name: "Борис" });
  const roles = async (person: Person): Promise<object> => {
    const rooms = (await person.ask("room.list")) as readonly RoomSummary[];
    return Object.fromEntries(rooms.map(({ room, role }) => [room, role]));
  };
  await anna.ask("room.create", { room: "сад" });
  await boris.ask("room.join", { room: "сад" });
  expect(await roles(anna)).toEqual({ lobby: undefined, сад: "owner" });
  expect(await roles(boris)).toEqual({ lobby: undefined, сад: undefined });
  await anna.ask("moderation.role", { room: "сад", name: "Борис", role: "moderator" });
  expect(await roles(boris)).toEqual({ lobby: undefined, сад: "moderator" });
  await using again = await Person.come(server, { token: boris.welcome.token });
  expect(again.welcome.rooms.find(({ room }) => room === "сад")?.role).toBe("moderator");
});

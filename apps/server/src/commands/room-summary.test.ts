import type { RoomSummary } from "@beseda/protocol";
import { expect, test } from "vitest";
import { Person } from "../../testing/person.ts";
import { temporaryServer } from "../../testing/running-server.ts";

const counts = (rooms: readonly RoomSummary[]): object =>
  Object.fromEntries(rooms.map(({ room, members }) => [room, members]));

test("[SES-1] the greeting tells how many members of each room are online, of the lobby and of any other", async () => {
  await using server = await temporaryServer();
  await using anna = await Person.come(server, { name: "Анна" });
  const boris = await Person.come(server, { name: "Борис" });
  await using vera = await Person.come(server, { name: "Вера" });
  for (const person of [anna, boris, vera]) await person.ask("room.join", { room: "чай" });
  const elsewhere = await Person.come(server, { token: boris.welcome.token });
  expect(counts(elsewhere.welcome.rooms)).toEqual({ lobby: 3, чай: 3 });
  for (const person of [boris, elsewhere]) {
    person.ask("session.quit", {}).catch(() => undefined);
    await person.closed;
  }
  await using again = await Person.come(server, { token: anna.welcome.token });
  expect(counts(again.welcome.rooms)).toEqual({ lobby: 2, чай: 2 });
});

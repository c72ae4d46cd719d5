import { isOf } from "@beseda/protocol";
import { expect, test } from "vitest";
import { NarrowDisk } from "../../testing/narrow-disk.ts";
import { Person } from "../../testing/person.ts";
import { temporaryServer } from "../../testing/running-server.ts";
import { refusalOf } from "../../testing/registered.ts";
import { until } from "../../testing/until.ts";

test("[SES-5] who quits while the disk is full is gone, is refused whatever they ask, and their end is written when there is room", async () => {
  const disk = new NarrowDisk();
  await using server = await temporaryServer({ disk: disk.disk });
  await using anna = await Person.come(server, { name: "Анна" });
  await using boris = await Person.come(server, { name: "Борис" });
  disk.isFull = true;
  expect(await refusalOf(anna.say("не поместится"))).toBe("log-full");
  const quitting = boris.ask("session.quit");
  const saying = boris.say("и ещё слово").then(
    () => "said",
    () => "refused",
  );
  await quitting;
  expect((await boris.closed).code).toBe(1000);
  disk.isFull = false;
  await anna.say("поместилось");
  expect(await saying).toBe("refused");
  const ends = async () => (await server.records()).filter((record) => isOf(record, "disconnected"));
  await until(
    () => "the end of a session",
    async () => (await ends()).length === 1,
  );
  expect(await ends()).toMatchObject([{ client_id: boris.id, status: "normal", code: 1000 }]);
});

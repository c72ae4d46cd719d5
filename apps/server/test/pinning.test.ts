import { isOf, type RoomSummary } from "@beseda/protocol";
import { expect, test } from "vitest";
import { Person } from "../testing/person.ts";
import { refusalOf } from "../testing/registered.ts";
import { temporaryServer } from "../testing/running-server.ts";
import { voices } from "../testing/voice.ts";

test("[DIR-4] who is blocked pins nothing in the room of two, and what they said is in no list of pins", async () => {
  await using server = await temporaryServer();
  await using anna = await Person.come(server, { name: "Анна" });
  await using boris = await Person.come(server, { name: "Борис" });
  const { room: ofTwo } = (await anna.ask("room.direct", { name: "Борис" })) as { room: string };
  const { seq: first } = (await anna.say("Привет", ofTwo)) as { seq: number };
  const { seq: second } = (await anna.say("Как дела?", ofTwo)) as { seq: number };
  const { room } = (await anna.ask("room.create", { room: "сад" })) as { room: string };
  await boris.ask("room.join", { room });
  const { seq: his } = (await boris.say("Слова Бориса", room)) as { seq: number };
  const { seq: hers } = (await anna.say("Слова Анны", room)) as { seq: number };
  for (const seq of [his, hers]) await anna.ask("message.pin", { room, seq });
  await boris.ask("message.pin", { room: ofTwo, seq: first });
  await anna.ask("people.block", { name: "Борис" });
  const seqsOf = async (who: Person): Promise<readonly number[]> =>
    ((await who.ask("message.pins", { room })) as readonly { seq: number }[]).map(({ seq }) => seq);
  expect(await seqsOf(anna)).toEqual([hers]);
  expect(await seqsOf(boris)).toEqual([his, hers]);
  expect(await refusalOf(boris.ask("message.pin", { room: ofTwo, seq: second }))).toBe("not-taking");
  expect(await refusalOf(anna.ask("message.pin", { room: ofTwo, seq: second }))).toBe("you-blocked");
  await boris.ask("message.unpin", { room: ofTwo, seq: first });
  await anna.ask("people.unblock", { name: "Борис" });
  expect(await seqsOf(anna)).toEqual([his, hers]);
});

test.each(["trpc", "text", "tcp"] as const)(
  "[ROOM-3] over %s a message is pinned, everybody is told, and its room says which until it is taken away or back",
  async (via) => {
    await using server = await temporaryServer();
    await using boris = await voices[via](server, "Борис");
    await boris.types("/create сад");
    await boris.types("Встречаемся у ворот");
    await using anna = await Person.come(server, { name: "Анна" });
    await anna.ask("room.join", { room: "сад" });
    const seq = (await server.records()).findLast((record) => isOf(record, "message"))?.seq ?? 0;
    await boris.types("Не опаздывать");
    const other = (await server.records()).findLast((record) => isOf(record, "message"))?.seq ?? 0;
    const pinned = async (): Promise<readonly number[] | undefined> => {
      const rooms = (await anna.ask("room.list")) as readonly RoomSummary[];
      return rooms.find(({ room }) => room === "сад")?.pins;
    };
    await expect(anna.ask("message.pin", { room: "сад", seq })).rejects.toThrow("Обратитесь к модератору");
    expect(await boris.types("/pin 1")).toContain("#1");
    expect(await pinned()).toBeUndefined();
    await boris.types(`/pin ${seq}`);
    await anna.hears(`Борис закрепляет сообщение #${seq}`);
    await boris.types(`/pin ${other}`);
    expect(await pinned()).toEqual([seq, other]);
    expect(await boris.types("/pins")).toMatch(/Встречаемся у ворот.*Не опаздывать/su);
    await boris.types(`/unpin ${seq}`);
    await anna.hears(`Борис открепляет сообщение #${seq}`);
    expect(await pinned()).toEqual([other]);
    await boris.types(`/pin ${seq}`);
    expect(await pinned()).toEqual([other, seq]);
    await boris.types("/pin off");
    await anna.hears("Борис открепляет все сообщения");
    expect(await pinned()).toBeUndefined();
    await boris.types(`/pin ${seq}`);
    await boris.types(`/delete ${seq}`);
    expect(await pinned()).toBeUndefined();
    expect(await boris.types(`/pin ${seq}`)).toContain(`#${seq}`);
  },
);

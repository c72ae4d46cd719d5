import { isOf, type RoomSummary } from "@beseda/protocol";
import { expect, test } from "vitest";
import { Person } from "../testing/person.ts";
import { temporaryServer } from "../testing/running-server.ts";
import { voices } from "../testing/voice.ts";

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

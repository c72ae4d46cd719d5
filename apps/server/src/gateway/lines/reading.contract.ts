import { setTimeout as sleep } from "node:timers/promises";
import { procedures, roomSummarySchema } from "@beseda/protocol";
import { describe, expect, test } from "vitest";
import { Person } from "../../../testing/person.ts";
import { password, registered } from "../../../testing/registered.ts";
import { temporaryServer, type TemporaryServer } from "../../../testing/running-server.ts";
import type { TextClient } from "../../../testing/text-client.ts";
import { until } from "../../../testing/until.ts";
import type { TextGatewayUnderTest } from "./text-gateway.contract.ts";

type Connect = TextGatewayUnderTest["connect"];

const unreadOf = async (person: Person, room: string): Promise<number | undefined> => {
  const rooms = procedures.room.list.answer.parse(await person.ask("room.list"));
  return rooms.find((summary) => summary.room === room)?.unread;
};

const untilUnread = async (person: Person, room: string, count: number): Promise<void> => {
  let last: number | undefined;
  await until(
    () => `${count} unread, not ${last}`,
    async () => (last = await unreadOf(person, room)) === count,
  );
};

const say = async (person: Person, text: string, room?: string): Promise<number> =>
  procedures.message.send.answer.parse(await person.say(text, room)).seq;

/** Connects somebody who then logs in; resolves when greeted as who that is. */
const logIn = async (connect: Connect, server: TemporaryServer): Promise<TextClient> => {
  const client = await connect(server);
  await client.ask(`/login Анна ${password}`, "Вы Анна (");
  await client.ask("/ping", "Сервер отвечает.");
  return client;
};

const unreadLines = ({ lines }: TextClient): readonly string[] =>
  lines.filter((line) => line.includes("Непрочитанных"));

/** The contract of both text gateways about what has been read. */
export const describeReadingOf = (connect: Connect): void => {
  describe("what is read in lines", () => {
    test("[UNR-6] is what was written, on all devices, also as it comes, and nothing is told where nothing is unread", async () => {
      await using server = await temporaryServer();
      await using anna = await registered(server, "Анна");
      await using boris = await Person.come(server, { name: "Борис" });
      await say(boris, "раз");
      await say(boris, "два");
      expect(await unreadOf(anna, "lobby")).toBe(2);
      await using lines = await logIn(connect, server);
      expect(unreadLines(lines)).toEqual(["*** Непрочитанных в #lobby: 2"]);
      await untilUnread(anna, "lobby", 0);
      await say(boris, "три");
      expect(await unreadOf(anna, "lobby")).toBe(1);
      await lines.sees("Борис: три");
      await untilUnread(anna, "lobby", 0);
      await using again = await logIn(connect, server);
      expect(unreadLines(again)).toEqual([]);
    });

    test("[UNR-6] is not what was never written: that waits until it is shown, whatever comes after it", async () => {
      await using server = await temporaryServer();
      await using anna = await registered(server, "Анна");
      await using boris = await Person.come(server, { name: "Борис" });
      for (const person of [anna, boris]) await person.ask("room.join", { room: "кухня" });
      const first = await say(boris, "@Анна, вчера", "кухня");
      await using lines = await logIn(connect, server);
      expect(unreadLines(lines)).toEqual([
        expect.stringMatching(/^\*\*\* Непрочитанных в #кухня: 1, упоминаний: 1\. Показать: \/since \d+$/u),
      ]);
      await say(boris, "сейчас", "кухня");
      await lines.sees("Борис: сейчас");
      await say(boris, "всем");
      await lines.sees("Борис: всем");
      await untilUnread(anna, "lobby", 0);
      expect(await unreadOf(anna, "кухня")).toBe(2);
      expect(await lines.ask("/rooms", "#кухня")).toContain(
        "(2 человека, и вы; непрочитанных: 2, упоминаний: 1)",
      );
      await lines.ask("/join кухня", "Борис: @Анна, вчера");
      await untilUnread(anna, "кухня", 0);
      expect(lines.lines.filter((line) => line.endsWith("Борис: @Анна, вчера"))).toHaveLength(1);
      await anna.ask("read.set", { room: "кухня", seq: first - 1 });
      await lines.ask(`/since ${first - 1}`, "Борис: сейчас");
      await untilUnread(anna, "кухня", 0);
    });

    test("[UNR-6] [UNR-1] is unread again when another device says so", async () => {
      await using server = await temporaryServer();
      await using anna = await registered(server, "Анна");
      await using boris = await Person.come(server, { name: "Борис" });
      await using lines = await logIn(connect, server);
      const seq = await say(boris, "прочесть потом");
      await lines.sees("прочесть потом");
      await untilUnread(anna, "lobby", 0);
      await anna.ask("read.set", { room: "lobby", seq: seq - 1 });
      await say(boris, "ещё");
      await lines.sees("Борис: ещё");
      await sleep(1500);
      expect(await unreadOf(anna, "lobby")).toBe(2);
      await lines.ask("/history", "прочесть потом");
      await untilUnread(anna, "lobby", 0);
    });

    test("[UNR-6] is nothing of what somebody does not take who has stopped to read, and all when they go on", async () => {
      // However long the test takes, she is not taken for dead.
      await using server = await temporaryServer({ heartbeatMs: 3_600_000 });
      await using anna = await registered(server, "Анна");
      await using boris = await Person.come(server, { name: "Борис" });
      await using lines = await logIn(connect, server);
      lines.stall();
      // More than a connection and the systems at both ends hold.
      const long = "ё".repeat(4000);
      for (let said = 0; said < 2000; said += 100)
        await Promise.all(Array.from({ length: 100 }, () => say(boris, long)));
      await say(boris, "последнее");
      await sleep(1500);
      expect(await unreadOf(anna, "lobby")).toBe(100);
      lines.goOn();
      await lines.sees("последнее");
      await untilUnread(anna, "lobby", 0);
    });

    test("[UNR-6] is kept of who leaves at once", async () => {
      await using server = await temporaryServer();
      await using anna = await registered(server, "Анна");
      await using boris = await Person.come(server, { name: "Борис" });
      await using lines = await logIn(connect, server);
      await say(boris, "раз");
      await lines.sees("Борис: раз");
      lines.type("/quit");
      await lines.closed;
      expect(await unreadOf(anna, "lobby")).toBe(0);
    });

    test("[UNR-6] [DIR-1] is told of a room of two by the name of who has gone", async () => {
      await using server = await temporaryServer();
      await using anna = await registered(server, "Анна");
      {
        await using boris = await Person.come(server, { name: "Борис" });
        const { room } = roomSummarySchema.parse(await boris.ask("room.direct", { name: "Анна" }));
        await say(boris, "тебе одной", room);
      }
      await using lines = await logIn(connect, server);
      expect(unreadLines(lines)[0]).toContain("Непрочитанных в @Борис: 1. Показать: /since ");
      const [, since] = /(\/since \d+)$/u.exec(unreadLines(lines)[0] ?? "") ?? [];
      await lines.ask(since ?? "", "тебе одной");
      await untilUnread(anna, `@${[anna.id, "Client_2"].toSorted().join("+")}`, 0);
    });
  });
};

import { commandTable } from "@beseda/protocol";
import { describe, expect, test } from "vitest";
import { makeOwner, Person, procedures } from "../../testing/person.ts";
import { temporaryServer } from "../../testing/running-server.ts";
import { TcpClient, WebSocketClient } from "../../testing/text-client.ts";
import { until } from "../../testing/until.ts";
import { refusalOf } from "../../testing/registered.ts";

const secret = "никому об этом";
const nowhere = "~другая-0123456789ab";

/**
 * The input with which an outsider would ask each procedure about a room; `none` for those without a room.
 */
const askedFor: Readonly<Record<string, "none" | ((room: string) => object)>> = {
  "account.register": "none",
  "account.login": "none",
  "account.logout": "none",
  "account.password": "none",
  "account.sessions": "none",
  "account.end": "none",
  "account.redeem": "none",
  "account.reset": "none",
  "account.recover": "none",
  "account.invitation": "none",
  "events.follow": "none",
  "events.signals": "none",
  "message.send": (room) => ({ id: "x-1", room, text: "подслушано" }),
  "message.remove": (room) => ({ room, seq: 5 }),
  "message.edit": (room) => ({ room, seq: 5, text: "моё" }),
  "message.react": (room) => ({ room, seq: 5, emoji: "👍" }),
  "message.versions": (room) => ({ room, seq: 5 }),
  "message.reactions": (room) => ({ room, seq: 5 }),
  "message.unpin": (room) => ({ room, seq: 5 }),
  "message.pins": (room) => ({ room }),
  "message.pin": (room) => ({ room, seq: 5 }),
  "moderation.kick": (room) => ({ room, name: "Анна" }),
  "moderation.ban": "none",
  "moderation.unban": "none",
  "moderation.mute": (room) => ({ room, name: "Анна" }),
  "moderation.unmute": (room) => ({ room, name: "Анна" }),
  "moderation.slow": (room) => ({ room, seconds: 1 }),
  "moderation.report": (room) => ({ room, about: { name: "Анна" } }),
  "moderation.reports": "none",
  "moderation.resolve": "none",
  "moderation.role": (room) => ({ room, name: "Анна", role: "owner" }),
  "people.block": "none",
  "people.blocked": "none",
  "people.unblock": "none",
  "read.set": (room) => ({ room, seq: 5 }),
  "room.list": "none",
  "room.directory": "none",
  "room.history": (room) => ({ room }),
  "room.join": (room) => ({ room }),
  "room.create": "none",
  "room.title": (room) => ({ room, title: "моя" }),
  "room.archive": (room) => ({ room }),
  "room.invite": (room) => ({ room, name: "Борис" }),
  "room.uninvite": (room) => ({ room, name: "Анна" }),
  "room.decline": (room) => ({ room }),
  "room.invitations": "none",
  "room.leave": (room) => ({ room }),
  "room.topic": (room) => ({ room, topic: "моя" }),
  "room.direct": "none",
  "room.members": (room) => ({ room }),
  "search.messages": (room) => ({ query: `секрет in:${room}` }),
  "server.time": "none",
  "session.rename": "none",
  "session.speak": "none",
  "session.typing": (room) => ({ room, typing: true }),
  "session.presence": "none",
  "session.quit": "none",
};

/**
 * The line an outsider types for each command of the table that can name a room; `here` for those about the
 * current one.
 */
const typedFor: Readonly<Record<string, "here" | ((room: string) => string)>> = {
  ...Object.fromEntries(Object.keys(commandTable).map((name) => [name, "here" as const])),
  join: (room) => `/join ${room}`,
  who: (room) => `/who ${room}`,
  part: (room) => `/part ${room}`,
  invite: (room) => `/invite Анна ${room}`,
  uninvite: (room) => `/uninvite Анна ${room}`,
  decline: (room) => `/decline ${room}`,
  search: (room) => `/search секрет in:${room}`,
};
/** The commands that were reviewed: each is about the current room, about no room, or named above. */
const looked =
  "help nick who rooms join part topic pin unpin pins msg me reply history search since read time lang echo numbers ping create title archive invite uninvite decline block unblock register login logout password sessions redeem reset recover invitation invitations kick ban unban mute unmute slow role report reports versions edit react delete quit";

describe("rooms", () => {
  test("[W5] nothing of a private room can be got by an outsider through any procedure, whatever role they have", async () => {
    expect(Object.keys(procedures).sort()).toEqual(Object.keys(askedFor).sort());
    await using server = await temporaryServer();
    await using anna = await Person.come(server, { name: "Анна" });
    await using boris = await Person.come(server, { name: "Борис" });
    await makeOwner(server, boris);
    const { room } = (await anna.ask("room.create", { room: "тайна", private: true })) as { room: string };
    await anna.say(secret, room);
    const direct = (await anna.ask("room.direct", { name: "Client_1" }).catch(() => undefined)) as undefined;
    expect(direct).toBeUndefined();
    for (const [path, input] of Object.entries(askedFor)) {
      if (input === "none") continue;
      const [there, absent] = [
        await boris.ask(path, input(room)).catch((error: Error) => error.message.replace(room, "…")),
        await boris.ask(path, input(nowhere)).catch((error: Error) => error.message.replace(nowhere, "…")),
      ];
      expect([path, there]).toEqual([path, absent]);
      expect([path, there]).toEqual([path, expect.stringContaining("Комнаты … для вас нет")]);
    }
    await boris.ask("room.list");
    await boris.ask("room.directory");
    await using late = await Person.come(
      server,
      { token: boris.welcome.token },
      { after: { log: boris.welcome.log, seq: 0 } },
    );
    await late.say("конец");
    await late.hears("конец");
    for (const person of [boris, late]) {
      const got = person.frames.filter((frame) => !frame.includes('"error"')).join("\n");
      expect(got).not.toContain(secret);
      expect(got).not.toContain(room);
    }
  });

  test("[W5] nor through any command, any cursor or any count of either text gateway", async () => {
    expect(Object.keys(commandTable).join(" ")).toBe(looked);
    expect(Object.keys(typedFor).sort()).toEqual(looked.split(" ").sort());
    await using server = await temporaryServer();
    await using anna = await Person.come(server, { name: "Анна" });
    const { room } = (await anna.ask("room.create", { room: "тайна", private: true })) as { room: string };
    await anna.say(secret, room);
    for (const connectText of [WebSocketClient, TcpClient]) {
      await using boris = await connectText.connect(server, { name: "Борис" });
      for (const input of Object.values(typedFor)) {
        if (input === "here") continue;
        const there = await boris.ask(input(room), "Ошибка");
        const absent = await boris.ask(input(nowhere), "Ошибка");
        expect(there.replace(room, "…")).toBe(absent.replace(nowhere, "…"));
      }
      await boris.ask("/since 0", "Анна");
      await boris.ask("/history 200", "Последнее");
      await boris.ask("/rooms", "комнат");
      await boris.ask("/ping", "отвечает");
      const got = boris.lines.filter((line) => !line.startsWith("Ошибка")).join("\n");
      expect(got).not.toContain(secret);
      expect(got).not.toContain(room);
    }
  });

  test("[W5] who is invited reads from joining on, never what was before", async () => {
    await using server = await temporaryServer();
    await using anna = await Person.come(server, { name: "Анна" });
    await using boris = await Person.come(server, { name: "Борис" });
    const { room } = (await anna.ask("room.create", { room: "тайна", private: true })) as { room: string };
    await anna.say(secret, room);
    await anna.ask("room.invite", { room, name: "Борис" });
    await anna.say(`${secret}, пока Борис думает`, room);
    await boris.ask("room.join", { room });
    await anna.say("добро пожаловать", room);
    await boris.hears("добро пожаловать");
    await boris.ask("room.history", { room });
    await using again = await Person.come(server, { token: boris.welcome.token });
    await again.hears("добро пожаловать");
    for (const person of [boris, again]) expect(person.frames.join("")).not.toContain(secret);
  });

  test("[W6] after a removal not one later record comes: live, resumed, in history or in lines", async () => {
    await using server = await temporaryServer();
    await using anna = await Person.come(server, { name: "Анна" });
    await using boris = await Person.come(server, { name: "Борис" });
    await using line = await WebSocketClient.connect(server, { name: "Вера" });
    const { room } = (await anna.ask("room.create", { room: "тайна", private: true })) as { room: string };
    for (const name of ["Борис", "Вера"]) await anna.ask("room.invite", { room, name });
    await boris.ask("room.join", { room });
    await line.ask("/join ~тайна", room);
    await anna.say("пока вместе", room);
    await boris.hears("пока вместе");
    await line.sees("пока вместе");
    const cursor = { log: boris.welcome.log, seq: boris.records.at(-1)?.seq ?? 0 };
    const said: Promise<unknown>[] = [];
    for (let count = 0; count < 30; count += 1) said.push(anna.say(`до ${count}`, room));
    for (const name of ["Борис", "Вера"])
      said.push(anna.ask("moderation.kick", { room, name, reason: "шумно" }));
    for (let count = 0; count < 30; count += 1) said.push(anna.say(`около ${count}`, room));
    await Promise.all(said);
    for (let count = 0; count < 30; count += 1) await anna.say(`${secret} ${count}`, room);
    await until(
      () => "the removal",
      () => boris.records.find(({ type, client_id }) => type === "left" && client_id === boris.id),
    );
    await anna.say("всем в общей");
    await boris.hears("всем в общей");
    await line.sees("всем в общей");
    await using resumed = await Person.come(server, { token: boris.welcome.token }, { after: cursor });
    await resumed.hears("всем в общей");
    expect(await refusalOf(boris.ask("room.history", { room }))).toBe("unknown-room");
    for (const person of [boris, resumed]) expect(person.frames.join("")).not.toContain(secret);
    expect(line.lines.join("\n")).not.toContain(secret);
    const removal = boris.records.find(({ type, client_id }) => type === "left" && client_id === boris.id);
    for (const person of [boris, resumed]) {
      const later = person.records.filter(({ seq }) => seq > (removal?.seq ?? 0));
      expect(later.filter((record) => record.room === room)).toEqual([]);
    }
    expect((await server.records()).filter(({ type }) => type === "moderated")).toMatchObject([
      { action: "kick", reason: "шумно", by: anna.id },
      { action: "kick", reason: "шумно", by: anna.id },
    ]);
  });
});

import { isOf, roomOf } from "@beseda/protocol";
import { describe, expect, test } from "vitest";
import { Person } from "../testing/person.ts";
import { refusalOf, registered } from "../testing/registered.ts";
import { temporaryServer } from "../testing/running-server.ts";
import { TrpcVoice, voices } from "../testing/voice.ts";

const secret = "никому об этом";
const notTaking = "Анна сейчас не принимает личных сообщений и приглашений";

describe.each(Object.entries(voices))("over %s", (via, come) => {
  test("[DIR-2] who is invited is no member, learns who asks and where, and reads from joining on", async () => {
    await using server = await temporaryServer();
    await using anna = await come(server, "Анна");
    await using boris = await come(server, "Борис");
    await anna.types("/create тайна private");
    await anna.types(secret);
    await anna.types("/invite Борис");
    await boris.sees("тайна");
    await anna.types(`${secret}, и пока не пришёл`);
    expect(await boris.types("/invitations")).toContain("Анна");
    await boris.types("/join ~тайна");
    await anna.types("добро пожаловать");
    await boris.sees("добро пожаловать");
    await boris.types("/history 200");
    expect(boris.heard()).not.toContain(secret);
    expect((await server.records()).filter(({ type }) => type === "joined")).toMatchObject([
      { client_id: "Client_1" },
      { client_id: "Client_2", by: "Client_1" },
    ]);
  });

  test("[DIR-2] who declines stays out, and is not asked again that day; what is taken back is gone", async () => {
    await using server = await temporaryServer();
    await using anna = await come(server, "Анна");
    await using boris = await come(server, "Борис");
    await anna.types("/create тайна private");
    await anna.types("/invite Борис");
    await boris.sees("тайна");
    await boris.types("/decline ~тайна");
    await anna.sees("Борис: приглашение отклонено");
    expect(await boris.types("/join ~тайна")).toContain("для вас нет");
    expect(await boris.types("/decline ~тайна")).toContain("для вас нет");
    expect(await anna.types("/invite Борис")).toContain("Борис сейчас не принимает");
    await anna.types("/create книги");
    await anna.types("/invite Борис");
    await boris.sees("книги");
    expect(await anna.types("/invitations")).toContain("Борис");
    expect(await anna.types("/uninvite Борис")).not.toContain("Ошибка");
    expect(await boris.types("/decline книги")).toContain("Открытого приглашения в #книги нет");
    expect(await boris.types("/join книги")).not.toContain("Ошибка");
    const types = (await server.records()).map(({ type }) => type);
    expect(types.filter((type) => /^(?:invit|decl)/u.test(type))).toEqual([
      "invited",
      "declined",
      "invited",
      "invitation-withdrawn",
    ]);
  });

  test("[DIR-3] who has left a room of two is not pulled back, and reads what was said when they write", async () => {
    await using server = await temporaryServer();
    await using anna = await come(server, "Анна");
    await using boris = await TrpcVoice.come(server, { name: "Борис" });
    await boris.types("/msg Анна раз");
    await anna.sees("раз");
    const direct = "@Client_1+Client_2";
    const left = await boris.person.ask("room.leave", { room: direct }).then(() => "left");
    expect(left).toBe("left");
    expect(await anna.types("/msg Борис пока тебя нет")).not.toContain("Ошибка");
    await anna.types("/join lobby");
    await anna.types("это в общей");
    await boris.sees("это в общей");
    expect(boris.heard()).not.toContain("пока тебя нет");
    await boris.types("/msg Анна два");
    await anna.sees("два");
    await boris.person.ask("room.history", { room: direct });
    expect(boris.heard()).toContain("пока тебя нет");
  });

  test("[DIR-4] who is blocked gets nothing through, in the words that everybody gets from who takes nothing", async () => {
    await using server = await temporaryServer();
    await using anna = await come(server, "Анна");
    await using boris = await come(server, "Борис");
    await using vera = await come(server, "Вера");
    expect(await anna.types("/block Борис")).toContain("Борис");
    const heardBefore = boris.heard();
    const refused = await boris.types("/msg Анна привет");
    expect(refused).toContain(notTaking);
    await boris.types("/create книги");
    expect(await boris.types("/invite Анна")).toBe(refused);
    expect(await anna.types("/msg Борис привет")).toContain("У вас в списке заблокированных Борис");
    expect(heardBefore + boris.heard()).not.toMatch(/блок|block/iu);
    await anna.types("/block *");
    expect(await vera.types("/msg Анна привет")).toBe(refused);
    await anna.types("/unblock *");
    expect(await anna.types("/block")).toContain("Борис");
    await anna.types("/unblock борис");
    expect(await boris.types("/msg Анна теперь можно")).not.toContain("Ошибка");
    await anna.sees("теперь можно");
    expect((await server.records()).filter((record) => record.message === "привет")).toEqual([]);
  });

  test("[DIR-7] reports and rooms are listed a page at a time", async () => {
    await using server = await temporaryServer();
    await using owner = await come(server, "Вера");
    await owner.types("/register очень длинный пароль");
    await owner.types(`/redeem ${server.running.ownerInvitation}`);
    await using anna = await Person.come(server, { name: "Анна" });
    const said = (await anna.say("гадость")) as { readonly seq: number };
    for (let by = 1; by <= 23; by += 1) {
      await using person = await Person.come(server, { name: `Гость ${by}` });
      await person.ask("moderation.report", {
        room: "lobby",
        about: { seq: said.seq },
        reason: `повод-${by}.`,
      });
    }
    const [first, second, third] = [
      await owner.types("/reports"),
      await owner.types("/reports 2"),
      await owner.types("/reports 3"),
    ];
    const reasons = (text: string): readonly string[] => text.match(/повод-\d+\./gu) ?? [];
    expect(reasons(first)).toHaveLength(20);
    expect(reasons(second)).toEqual(["повод-21.", "повод-22.", "повод-23."]);
    expect(reasons(third)).toEqual([]);
    for (let room = 1; room <= 105; room += 1) await anna.ask("room.join", { room: `комната-${room}` });
    const rooms = (text: string): readonly string[] => text.match(/комната-\d+/gu) ?? [];
    expect(rooms(await owner.types("/rooms"))).toHaveLength(99);
    expect(rooms(await owner.types("/rooms 2"))).toHaveLength(6);
    // An earlier client does not name a page.
    expect(await anna.ask("room.directory")).toHaveLength(100);
  });

  test("[DIR-5] a report is told to moderators alone, lists what they may read, and is closed by a record", async () => {
    await using server = await temporaryServer();
    await using boris = await come(server, "Борис");
    await using vera = await come(server, "Вера");
    await boris.types("гадость");
    await vera.sees("гадость");
    const said = (await server.records()).find(({ message }) => message === "гадость")?.seq ?? 0;
    await using owner = await come(server, "Хозяйка");
    await owner.types("/register владелица всего");
    await owner.types(`/redeem ${server.running.ownerInvitation}`);
    await vera.types(`/report #${said} оскорбления`);
    await vera.types(`/report #${said} ещё раз`);
    const reports = (await server.records()).filter(({ type }) => type === "reported");
    expect(reports).toMatchObject([{ client_id: "Client_1", by: "Client_2", in: "lobby", target: said }]);
    const id = reports[0]?.seq ?? 0;
    await owner.sees(via === "trpc" ? '"kind":"reports"' : `Жалоба #${id}: Борис`);
    expect(await owner.types("/reports")).toMatch(/гадость.*оскорбления|оскорбления.*гадость/u);
    expect(boris.heard()).not.toMatch(/оскорбления|жалоб|report/iu);
    expect(await boris.types(`/reports resolve ${id}`)).toContain(`Открытой жалобы #${id} для вас нет`);
    await owner.types(`/reports resolve ${id}`);
    expect(await owner.types("/reports")).not.toContain("гадость");
    const last = (await server.records()).at(-1);
    expect(last).toMatchObject({
      type: "report-resolved",
      report: id,
      by: "Client_3",
      client_id: "Client_1",
    });
  });
});

describe("what waits", () => {
  test("[DIR-2] an invitation waits for who is not there, an account or a guest, and is in the greeting", async () => {
    await using server = await temporaryServer();
    const vera = await registered(server, "Вера");
    const boris = await Person.come(server, { name: "Борис" });
    for (const person of [vera, boris]) {
      await person.ask("session.quit");
      await person.closed;
    }
    await using anna = await Person.come(server, { name: "Анна" });
    const { room } = (await anna.ask("room.create", { room: "тайна", private: true })) as { room: string };
    await anna.say(secret, room);
    await anna.ask("room.invite", { room, name: "Вера" });
    await anna.ask("room.invite", { room, name: boris.id });
    for (const person of [vera, boris]) {
      await using back = await Person.come(server, { token: person.welcome.token });
      expect(back.welcome.invitations).toMatchObject([{ room, title: "тайна", by_name: "Анна" }]);
      expect(back.welcome.rooms.map((known) => known.room)).toEqual(["lobby"]);
      expect(back.frames.join("\n")).not.toContain(secret);
    }
    expect(await refusalOf(anna.ask("room.invite", { room, name: "Client_99" }))).toBe("nobody");
  });

  test("[DIR-2] it goes with its inviter who is removed, and stays where they left by themselves", async () => {
    await using server = await temporaryServer();
    await using anna = await Person.come(server, { name: "Анна" });
    await using boris = await Person.come(server, { name: "Борис" });
    await using vera = await TrpcVoice.come(server, { name: "Вера" });
    for (const room of ["один", "два"]) {
      await anna.ask("room.create", { room });
      await boris.ask("room.join", { room });
      await boris.ask("room.invite", { room, name: "Вера" });
    }
    await boris.ask("room.leave", { room: "один" });
    await anna.ask("moderation.kick", { room: "два", name: "Борис" });
    expect(await vera.types("/invitations")).toContain('"room":"один"');
    expect(await vera.types("/invitations")).not.toContain('"room":"два"');
    await vera.sees('"kind":"invitations","client_id":"Client_3","invitations":[{"room":"один"');
  });

  test("[DIR-2] whoever has 20 open invitations takes no more, and who made 50 makes no more", async () => {
    await using server = await temporaryServer();
    await using anna = await Person.come(server, { name: "Анна" });
    await using boris = await Person.come(server, { name: "Борис" });
    for (let index = 0; index < 21; index += 1) {
      await anna.ask("room.create", { room: `комната-${index}` });
      const asked = anna.ask("room.invite", { room: `комната-${index}`, name: "Борис" });
      expect(await refusalOf(asked)).toBe(index < 20 ? "nothing was refused" : "not-taking");
    }
    const guests: Person[] = [];
    for (let index = 0; index < 31; index += 1) guests.push(await Person.come(server));
    for (const [index, guest] of guests.entries()) {
      const asked = anna.ask("room.invite", { room: "комната-0", name: guest.id });
      expect(await refusalOf(asked)).toBe(index < 30 ? "nothing was refused" : "too-many-invitations");
    }
    await boris.ask("room.decline", { room: "комната-0" });
    await anna.ask("room.invite", { room: "комната-0", name: guests[30]?.id });
    for (const guest of guests) await guest[Symbol.asyncDispose]();
  });

  test("[DIR-4] one list for all sessions, that come and that are there; nobody else is told", async () => {
    await using server = await temporaryServer();
    await using anna = await TrpcVoice.come(server, { name: "Анна" });
    await using boris = await TrpcVoice.come(server, { name: "Борис" });
    await using elsewhere = await TrpcVoice.come(server, { token: anna.person.welcome.token });
    await anna.types("/block Борис");
    await elsewhere.sees('"kind":"blocked"');
    await using later = await Person.come(server, { token: anna.person.welcome.token });
    expect(later.welcome.blocked).toEqual([{ client_id: "Client_2", name: "Борис" }]);
    await boris.types("слышно?");
    await anna.sees("слышно?");
    expect(boris.heard()).not.toContain("blocked");
  });

  test.each(["text", "tcp"] as const)(
    "[DIR-4] over %s nothing is seen of what the blocked say, and the rest goes on",
    async (via) => {
      await using server = await temporaryServer();
      await using anna = await voices[via](server, "Анна");
      await using boris = await voices[via](server, "Борис");
      await using vera = await voices[via](server, "Вера");
      await anna.types("/block Борис");
      await boris.types("гадость");
      void boris.types("/quit и ещё гадость").catch(() => undefined);
      await vera.sees("и ещё гадость");
      expect(await anna.types("а я говорю")).toContain("Принято #");
      await anna.types("/history 200");
      await anna.types("/since 0");
      expect(anna.heard()).not.toContain("гадость");
    },
  );
});

describe("races", () => {
  test("[DIR-4] a block and messages at once: none is in the log after the block", async () => {
    await using server = await temporaryServer();
    await using anna = await Person.come(server, { name: "Анна" });
    await using boris = await Person.come(server, { name: "Борис" });
    const { room } = (await boris.ask("room.direct", { name: "Анна" })) as { room: string };
    for (let round = 0; round < 30; round += 1) {
      const asked = [
        boris.say(`${round} до`, room),
        anna.ask("people.block", { name: "Борис" }),
        boris.say(`${round} после`, room),
        boris.ask("room.topic", { room, topic: `${round}` }),
        boris.ask("room.direct", { name: "Анна" }),
        boris.ask("room.invite", { room: "lobby", name: "Анна" }),
      ];
      await Promise.allSettled(asked);
      await anna.ask("people.unblock", { name: "Борис" });
    }
    let isBlocked = false;
    const through: boolean[] = [];
    for (const record of await server.records()) {
      if (isOf(record, "blocked")) isBlocked = true;
      else if (isOf(record, "unblocked")) isBlocked = false;
      else if (roomOf(record) === room && record.client_id === boris.id) through.push(isBlocked);
    }
    expect(through).not.toContain(true);
    expect(through.length).toBeGreaterThan(30);
  });

  test("[DIR-2] an invitation is accepted, declined or taken back, whichever comes first, and only that", async () => {
    await using server = await temporaryServer();
    await using anna = await Person.come(server, { name: "Анна" });
    await using boris = await Person.come(server, { name: "Борис" });
    for (let round = 0; round < 20; round += 1) {
      const create = anna.ask("room.create", { room: `т-${round}`, private: true });
      const { room } = (await create) as { room: string };
      await Promise.all([1, 2].map(() => anna.ask("room.invite", { room, name: "Борис" })));
      const ways = [
        () => boris.ask("room.join", { room }),
        () => boris.ask("room.decline", { room }),
        () => anna.ask("room.uninvite", { room, name: "Борис" }),
      ];
      const inTurn = [...ways.slice(round % 3), ...ways.slice(0, round % 3)];
      await Promise.allSettled(inTurn.map((ask) => ask()));
      const inRoom = (await server.records()).filter((record) => "room" in record && record.room === room);
      const types = inRoom.filter(({ client_id }) => client_id === boris.id).map(({ type }) => type);
      expect(types[0]).toBe("invited");
      expect(types).toHaveLength(2);
    }
  });
});

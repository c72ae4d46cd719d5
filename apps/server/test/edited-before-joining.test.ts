import { expect, test } from "vitest";
import { Person } from "../testing/person.ts";
import { temporaryServer } from "../testing/running-server.ts";
import { voices } from "../testing/voice.ts";

const secret = "тайна";

test.each(["trpc", "text", "tcp"] as const)(
  "[MSG-2] over %s nobody gets what a message from before their joining a private room is changed to",
  async (via) => {
    await using server = await temporaryServer();
    await using anna = await Person.come(server, { name: "Анна" });
    await using boris = await voices[via](server, "Борис");
    await using vera = await Person.come(server, { name: "Вера" });
    const { room } = (await anna.ask("room.create", { room: "книги", private: true })) as { room: string };
    await anna.ask("room.invite", { room, name: "Вера" });
    await vera.ask("room.join", { room });
    const { seq: old } = (await anna.say(`${secret} с опечткой`, room)) as { seq: number };
    await anna.ask("room.invite", { room, name: "Борис" });
    await boris.types(`/join ${room}`);
    const { seq: young } = (await anna.say("всем", room)) as { seq: number };
    await anna.ask("message.edit", { room, seq: old, text: `${secret} с опечаткой` });
    await anna.ask("message.edit", { room, seq: young, text: "всем здесь" });
    await vera.hears(`${secret} с опечаткой`);
    await boris.sees("всем здесь");
    await boris.types("/history 50");
    if (via !== "trpc") await boris.types(`/since ${old}`);
    expect(boris.heard()).not.toContain(secret);
    await using later = await Person.come(server, { name: "Вера", token: vera.welcome.token ?? "" });
    await later.hears(`${secret} с опечаткой`);
  },
);

test("[MSG-2] nor does who comes back and catches up", async () => {
  await using server = await temporaryServer();
  await using anna = await Person.come(server, { name: "Анна" });
  const { room } = (await anna.ask("room.create", { room: "книги", private: true })) as { room: string };
  const { seq: old } = (await anna.say(`${secret} с опечткой`, room)) as { seq: number };
  const boris = await Person.come(server, { name: "Борис" });
  await anna.ask("room.invite", { room, name: "Борис" });
  await boris.ask("room.join", { room });
  const { log, run, seq } = boris.welcome;
  const joined = Math.max(seq, ...boris.records.map((record) => record.seq));
  await boris[Symbol.asyncDispose]();
  await anna.ask("message.edit", { room, seq: old, text: `${secret} с опечаткой` });
  await anna.say("всем", room);
  const token = boris.welcome.token ?? "";
  await using again = await Person.come(server, { token }, { after: { log, run, seq: joined } });
  await again.hears("всем");
  await using anew = await Person.come(server, { token });
  await anew.hears("всем");
  const edited = [...again.records, ...anew.records].filter(({ type }) => type === "edited");
  expect(edited).toHaveLength(2);
  expect([...again.frames, ...anew.frames].join("")).not.toContain(secret);
});

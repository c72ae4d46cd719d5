import { isOf, type Acknowledgement } from "@beseda/protocol";
import { describe, expect, test } from "vitest";
import { temporaryChat, type TemporaryChat } from "../../testing/temporary-log.ts";
import { RedactedLog } from "./redacted-log.ts";
import type { Actor } from "./actor.ts";
import type { Say } from "./message.ts";

const secret = "Телефон Бориса: 8 800 555";
const saying = (actor: Actor, text: string): Say => ({ kind: "say", actor, id: "m-1", room: "lobby", text });

describe("a message of which the text was redacted", () => {
  test("[LOG-18] is served as taken back, without its salt", async () => {
    await using before = await temporaryChat();
    const { seq } = (await said(before)).first;
    await using after = await before.redact(seq);
    const log = new RedactedLog(after.log, () => after.chat.state);
    const [entry] = await log.read({ after: seq - 1, limit: 1 });
    const served = Buffer.from(entry?.bytes ?? []).toString();
    expect(JSON.parse(served)).toMatchObject({ seq, id: "m-1", message: "", deleted: true });
    expect(served).not.toContain("salt");
    const records = (await log.read({ after: seq })).map(({ record }) => record);
    expect(records.find((record) => isOf(record, "redacted"))).toMatchObject({ room: "lobby", target: seq });
  });

  test.each(["with its checkpoint", "from its first record"] as const)(
    "[DEL-1] that is sent again gets the first answer, and another one under its id none: %s",
    async (how) => {
      await using before = await temporaryChat();
      const { actor, first } = await said(before);
      let after = await before.redact(first.seq);
      if (how === "from its first record") after = await after.reopen("anew");
      await using opened = after;
      const { log, chat } = opened;
      const { seq: last } = log.last;
      expect(await chat.say(saying(actor, secret))).toEqual({ ...first, duplicate: true });
      await expect(chat.say(saying(actor, "Что-то другое"))).rejects.toMatchObject({ code: "id-conflict" });
      expect(log.last.seq).toBe(last);
    },
  );
});

/** Lets Анна come and say it. */
const said = async ({ chat }: TemporaryChat): Promise<{ actor: Actor; first: Acknowledgement }> => {
  const [entry] = await chat.execute({ kind: "connect", name: "Анна", via: "trpc", greeting: "!" });
  if (!entry || !isOf(entry.record, "connected")) throw new Error("not connected");
  const { client_id, session } = entry.record;
  const actor = { client_id, session };
  return { actor, first: await chat.say(saying(actor, secret)) };
};

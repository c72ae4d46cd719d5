import { lobby } from "@beseda/protocol";
import { expect, test } from "vitest";
import { Member } from "../../testing/member.ts";
import { temporaryChat, type TemporaryChat } from "../../testing/temporary-log.ts";

let nowMs = 1_795_255_200_000;
const clock = (): number => nowMs;

const say = (place: TemporaryChat, { actor }: Member, id: string): Promise<unknown> =>
  place.chat.say({ kind: "say", actor, id, room: lobby, text: id });

const inSlowLobby = async () => {
  const place = await temporaryChat({ clock });
  const anna = await Member.come(place.chat);
  const boris = await Member.come(place.chat);
  await place.chat.execute({ kind: "slow", actor: anna.actor, room: lobby, seconds: 30 });
  return { place, anna, boris };
};

test("[ROOM-2] slow mode counts from what is durable, from what is not yet, and over a restart", async () => {
  const { place, anna, boris } = await inSlowLobby();
  const first = say(place, boris, "раз");
  await expect(say(place, boris, "в том же такте")).rejects.toMatchObject({
    code: "rate",
    retryAfterMs: 30_000,
  });
  await first;
  nowMs += 10_000;
  await expect(say(place, boris, "рано")).rejects.toMatchObject({ code: "rate", retryAfterMs: 20_000 });
  await say(place, anna, "кто её ставит, не ждёт");
  await say(place, anna, "и дважды");
  await using again = await place.reopen("anew");
  await expect(say(again, boris, "и после")).rejects.toMatchObject({ code: "rate", retryAfterMs: 20_000 });
  nowMs += 20_000;
  await say(again, boris, "два");
});

test("[ROOM-2] [DEL-1] a message that is sent again is answered, not refused; a clock that goes back costs no more", async () => {
  const { place, boris } = await inSlowLobby();
  await using _ = place;
  await say(place, boris, "раз");
  await expect(say(place, boris, "раз")).resolves.toMatchObject({ duplicate: true });
  nowMs -= 3_600_000;
  await expect(say(place, boris, "два")).rejects.toMatchObject({ code: "rate", retryAfterMs: 30_000 });
});

test("[ROOM-2] nothing is remembered of who spoke where there is no slow mode any more", async () => {
  const { place, anna, boris } = await inSlowLobby();
  await using _ = place;
  await say(place, boris, "раз");
  expect(place.chat.state.rooms.get(lobby)?.spoke.size).toBe(1);
  await place.chat.execute({ kind: "slow", actor: anna.actor, room: lobby, seconds: 0 });
  expect(place.chat.state.rooms.get(lobby)?.spoke.size).toBe(0);
  await say(place, boris, "два");
});

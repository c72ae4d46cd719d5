import { setTimeout as sleep } from "node:timers/promises";
import { until } from "../../harness/until.ts";
import type { Racer } from "./racer.ts";
import type { Stage } from "./stage.ts";

/** One round: notes on the stage what must not be; the rest is for the judge of the file. */
export type Race = (stage: Stage) => Promise<void>;

/** The time after which judged clients are out. */
const graceMs = 1000;

const enterAndSpeak = async (stage: Stage, token: string): Promise<Racer> => {
  await stage.moment(12);
  const racer = stage.enter({ token });
  if (await racer.arrived()) await racer.say("я уже здесь");
  return racer;
};

interface Judged {
  readonly racers: readonly Racer[];
  readonly clientId: string;
}

/** Six connections are being opened while something is done to their client. */
const judge = async (stage: Stage, sentence: (clientId: string) => Promise<string>): Promise<Judged> => {
  const boris = await stage.newcomer();
  const { client_id: clientId, token } = boris.me;
  const more = Array.from({ length: 6 }, () => enterAndSpeak(stage, token));
  await stage.moment(15);
  const outcome = await sentence(clientId);
  if (outcome !== "ok") stage.fault(`${clientId} was not judged: ${outcome}`);
  await sleep(graceMs);
  return { clientId, racers: [boris, ...(await Promise.all(more))] };
};

const ban: Race = async (stage) => {
  const { racers } = await judge(stage, (name) =>
    stage.owner.outcome("moderation.ban", { name, scope: "account", reason: "" }),
  );
  for (const racer of racers.filter(({ isClosed }) => !isClosed)) {
    stage.alive += 1;
    if ((await racer.say("я ещё здесь")) === "ok") stage.spoke += 1;
  }
};

/** Clients that begin to come after the kick may stay: the file shows which they are. */
const kick: Race = async (stage) => {
  const { racers } = await judge(stage, (name) =>
    stage.owner.outcome("moderation.kick", { room: "lobby", name, reason: "" }),
  );
  for (const racer of racers) racer.leave();
};

/** They quit, are kicked, and lose their connection at once: one end each. */
const quit: Race = async (stage) => {
  const boris = await stage.newcomer();
  const name = boris.me.client_id;
  await Promise.all([
    stage.moment(3).then(() => boris.outcome("session.quit")),
    stage.moment(3).then(() => stage.owner.outcome("moderation.kick", { room: "lobby", name, reason: "" })),
    stage.moment(3).then(() => boris.leave()),
  ]);
  await until("the end of who quit", () => boris.isClosed);
};

/** Sessions of one client come and go in the same moments. */
const sessions: Race = async (stage) => {
  const first = await stage.newcomer();
  const { token } = first.me;
  const others = Array.from({ length: 3 }, () => stage.enter({ token }));
  await Promise.all(others.map((racer) => racer.arrived()));
  const going = [first, ...others].map(async (racer) => {
    await stage.moment(2);
    if (stage.random.below(2) === 0) racer.leave();
    else await racer.outcome("session.quit");
  });
  const back = stage.moment(2).then(() => stage.enter({ token }));
  await Promise.all(going);
  const last = await back;
  if (await last.arrived()) last.leave();
};

/** Four want one name at once, two of them by coming with it. */
const names: Race = async (stage) => {
  const name = stage.newName();
  const [one, other] = await Promise.all([stage.newcomer(), stage.newcomer()]);
  const coming = [stage.newcomer(name), stage.newcomer(name.toUpperCase())];
  const outcomes = await Promise.all([
    one.outcome("session.rename", { name }),
    other.outcome("session.rename", { name }),
  ]);
  const come = await Promise.all(coming);
  const have = outcomes.filter((outcome) => outcome === "ok").length;
  const got = come.filter(({ me }) => me.name.toLowerCase() === name.toLowerCase()).length;
  if (have + got > 1) stage.fault(`${have + got} have the name ${name}`);
  for (const racer of [one, other, ...come]) racer.leave();
};

/** One resumes a session from two places at once: it goes on in one of them. */
const resume: Race = async (stage) => {
  const boris = await stage.newcomer();
  const { token, session } = boris.me;
  const two = [stage.enter({ token, session }), stage.enter({ token, session })];
  await Promise.all(two.map((racer) => racer.arrived()));
  const all = [boris, ...two];
  await until("one connection that is left", () => all.filter(({ isClosed }) => !isClosed).length === 1);
  const last = all.find(({ isClosed }) => !isClosed);
  const outcome = await last?.say("здесь я один");
  if (outcome !== "ok") stage.fault(`${session} did not go on: ${outcome}`);
  for (const { closeCode } of all) {
    if (closeCode !== undefined && closeCode !== 4009)
      stage.fault(`${session} was replaced with ${closeCode}`);
  }
  last?.leave();
};

/** People join and speak while the room is archived and one of them is taken out of it. */
const room: Race = async (stage) => {
  const opener = await stage.newcomer();
  const place = stage.newName().toLowerCase().replaceAll(" ", "-");
  await opener.ask("room.create", { room: place });
  const guests = await Promise.all([stage.newcomer(), stage.newcomer(), stage.newcomer()]);
  const removed = stage.random.pick(guests);
  const talking = guests.map(async (guest) => {
    await stage.moment(3);
    await guest.outcome("room.join", { room: place });
    for (let said = 0; said < 6; said += 1) await guest.say(`${said}`, place);
  });
  await stage.moment(8);
  const name = removed.me.client_id;
  await opener.outcome("moderation.kick", { room: place, name, reason: "" });
  await stage.moment(6);
  await opener.outcome("room.archive", { room: place, archived: true });
  await Promise.all(talking);
  for (const racer of [opener, ...guests]) racer.leave();
};

/** One link for one, four who have it. The stage is one that only the invited enter. */
const invitation: Race = async (stage) => {
  const terms = { role: "guest", uses: 1, lasts_ms: 600_000 };
  const { link } = (await stage.owner.ask("account.invitation", terms)) as { link: string };
  const code = /#invitation=(?<code>.+)$/u.exec(link)?.groups?.["code"] ?? "";
  const four = Array.from({ length: 4 }, async () => {
    await stage.moment(4);
    const racer = stage.enter({ name: stage.newName(), invitation: code });
    await racer.arrived();
    return racer;
  });
  const inside = (await Promise.all(four)).filter(({ welcome }) => welcome !== undefined);
  for (const racer of inside) stage.guests.push(racer.me.client_id);
  stage.overUsed += Math.max(0, inside.length - 1);
  if (inside.length === 0) stage.fault("an invitation let nobody in");
  for (const racer of inside) racer.leave();
};

export const races = { ban, kick, quit, sessions, names, resume, room } as const satisfies Record<
  string,
  Race
>;
export const invitedRaces = { invitation } as const satisfies Record<string, Race>;
export type RaceName = keyof typeof races | keyof typeof invitedRaces;

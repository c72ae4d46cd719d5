import { randomBytes } from "node:crypto";
import { hostilePiece } from "@beseda/server/testing/hostile-trpc";
import type { Chance } from "@beseda/server/testing/hostile";
import { lineAttacks } from "./line-attacks.ts";
import { forgedTexts, honestNames, imitations } from "./imitations.ts";
import type { Attack, Stage } from "./stage.ts";
import { wireAttacks } from "./wire-attacks.ts";

type Order = readonly [path: string, input: object];

const direct = (one: string, other: string): string => `@${[one, other].join("+")}`;

/** A request of somebody who wants to be in the way. */
const orderOf = (chance: Chance, { prey }: Stage, own: string): Order => {
  const name = chance.of([...honestNames, prey.clientId, "*", own]);
  const room = chance.of(["lobby", prey.privateRoom, `р${chance.below(40)}`, direct(prey.clientId, own)]);
  const orders: readonly Order[] = [
    ["session.rename", { name: chance.of(imitations) }],
    ["session.rename", { name: `Шум ${chance.below(1000)}` }],
    ["room.join", { room: `р${chance.below(40)}` }],
    ["room.join", { room: prey.privateRoom }],
    ["room.leave", { room }],
    ["room.create", { room: `р${randomBytes(4).toString("hex")}`, private: chance.below(2) === 0 }],
    ["room.topic", { room, topic: chance.of(forgedTexts) }],
    ["room.title", { room, title: chance.of(forgedTexts) }],
    ["room.archive", { room, archived: true }],
    ["room.invite", { room, name }],
    ["room.uninvite", { room, name }],
    ["room.decline", { room }],
    ["room.direct", { name }],
    ["message.send", { id: randomBytes(8).toString("hex"), room, text: chance.of(forgedTexts) }],
    ["message.send", { id: "всегда-то-же", room, text: "x" }],
    ["message.remove", { room, seq: 1 + chance.below(300) }],
    ["people.block", { name }],
    ["people.unblock", { name }],
    ["moderation.report", { room, about: { name }, reason: chance.of(forgedTexts) }],
    ["moderation.report", { room, about: { seq: 1 + chance.below(300) }, reason: "x" }],
    ["moderation.kick", { room, name, reason: "" }],
    ["moderation.ban", { name, scope: "network" }],
    ["moderation.mute", { room, name }],
    ["moderation.slow", { room, seconds: 3600 }],
    ["moderation.role", { room: "lobby", name: own, role: "owner" }],
    ["moderation.resolve", { id: 1 + chance.below(300) }],
    ["account.invitation", { role: "owner", uses: 10_000 }],
    ["session.typing", { room, typing: true }],
    ["session.presence", { presence: "away" }],
    ["read.set", { room, seq: chance.below(300), version: chance.below(3) }],
  ];
  return chance.of(orders);
};

const asking: readonly Order[] = [
  ["room.list", {}],
  ["room.directory", {}],
  ["room.invitations", {}],
  ["moderation.reports", {}],
  ["account.sessions", {}],
];

/** Commands of every kind, as fast as they go. */
const commands: Attack = async (stage, chance, address) => {
  const foe = await stage.newcomer(address, { name: chance.of(imitations) });
  const own = foe.welcome?.client_id ?? "Client_1";
  for (let sent = 0; sent < 400 && !foe.wire.isClosed; sent += 1) {
    foe.ask(...orderOf(chance, stage, own));
    if (chance.below(10) === 0) foe.ask(...chance.of(asking), "query");
    if (chance.below(20) === 0) foe.ask("room.history", { room: stage.prey.privateRoom }, "query");
    if (sent % 50 === 49) await stage.rest(50);
  }
  stage.goodbye(foe, chance.of(codes));
};

/** Room commands only: rooms opened, and joined that do not exist. */
const rooms: Attack = async (stage, chance, address) => {
  const foe = await stage.newcomer(address);
  for (let sent = 0; sent < 120; sent += 1) {
    const room = randomBytes(6).toString("hex");
    foe.ask(chance.of(["room.create", "room.join"]), { room });
    if (sent % 40 === 39) await stage.rest(100);
  }
};

/** Somebody who comes, opens a room and is gone, again and again: each time another guest. */
const passers: Attack = async (stage, _, address) => {
  for (let visit = 0; visit < 15; visit += 1) {
    const foe = await stage.newcomer(address);
    for (let sent = 0; sent < 12; sent += 1) foe.ask("room.create", { room: randomBytes(6).toString("hex") });
    await stage.rest(30);
    foe.wire.cut();
  }
};

/** Frames that a program might send, or would only send to do harm. */
const fuzz: Attack = async (stage, chance, address) => {
  const foe = await stage.newcomer(address, { name: "Враг" });
  for (let sent = 0; sent < 150 && !foe.wire.isClosed; sent += 1) {
    foe.wire.write(hostilePiece(chance, `f${sent}-`).bytes);
    if (sent % 25 === 24) await stage.rest(40);
  }
};

const reports: Attack = async (stage, chance, address) => {
  const foe = await stage.newcomer(address, { name: "Ябеда" });
  for (let sent = 0; sent < 60; sent += 1) {
    const about = chance.below(2) === 0 ? { seq: 1 + chance.below(200) } : { name: chance.of(honestNames) };
    foe.ask("moderation.report", { room: "lobby", about, reason: chance.of(forgedTexts) });
  }
  await stage.rest(200);
};

const introductions = ({ prey }: Stage): readonly unknown[] => [
  null,
  [],
  "Анна",
  5,
  { name: 5 },
  { name: { toString: 1 } },
  { name: "я".repeat(33) },
  { name: "x".repeat(2000) },
  { locale: "de" },
  { token: "x".repeat(128) },
  { token: randomBytes(32).toString("base64url") },
  { token: "' OR 1=1 --" },
  { token: randomBytes(32).toString("base64url"), session: prey.session },
  { session: prey.session },
  { session: "x".repeat(200) },
  { name: "Анна", password: "password" },
  { name: "Анна", password: "" },
  { invitation: randomBytes(24).toString("base64url") },
  { invitation: "x" },
  { client: "\u001B]0;программа\u0007\nс двумя строками" },
  { client: "x".repeat(65) },
  { __proto__: { role: "owner" }, constructor: 1 },
];

const badIntroductions: Attack = async (stage, chance, address) => {
  for (let visit = 0; visit < 20; visit += 1) {
    const foe = stage.foe(address);
    foe.introduce(chance.of(introductions(stage)));
    foe.follow();
    await stage.rest(20);
    if (chance.below(2) === 0) foe.wire.cut();
  }
};

/** Cursors that nobody was given, and cursors of others. */
const forgedResumes: Attack = async (stage, chance, address) => {
  const { log, run, session } = stage.prey;
  const cursors: readonly object[] = [
    { after: { log, run, seq: 0 } },
    { after: { log, run, seq: Number.MAX_SAFE_INTEGER } },
    { after: { log: "другой", seq: 1 } },
    { after: { log, run: "нетакого", seq: 3 } },
    { after: { log, seq: -1 } },
    { lastEventId: `1@${log}.${run}` },
    { lastEventId: `w0@${log}.${run}` },
    { lastEventId: `n5@${log}` },
    { lastEventId: "999999999999999@x" },
    { lastEventId: "\u0000".repeat(100) },
    { lastEventId: "x".repeat(5000) },
  ];
  for (let visit = 0; visit < 15; visit += 1) {
    const foe = stage.foe(address);
    const stolen = { token: randomBytes(32).toString("base64url"), session };
    foe.introduce(chance.below(3) === 0 ? stolen : { session: chance.of(["new", session, "s1", "s2"]) });
    foe.follow(chance.of(cursors));
    await stage.rest(20);
  }
};

/** Codes that only a server may close with, and others. */
const codes = [
  1000, 1001, 1002, 1003, 1007, 1008, 1009, 1011, 1012, 1013, 3000, 3001, 4000, 4001, 4003, 4004, 4008, 4009,
  4029, 4999,
] as const;

const closers: Attack = async (stage, chance, address) => {
  for (let visit = 0; visit < 8; visit += 1) {
    const foe = await stage.newcomer(address);
    stage.goodbye(foe, chance.of(codes));
  }
};

/** By name, so that one of them can be looked at alone. */
export const attacks = {
  commands,
  rooms,
  passers,
  fuzz,
  reports,
  badIntroductions,
  forgedResumes,
  closers,
  ...lineAttacks,
  ...wireAttacks,
} as const satisfies Record<string, Attack>;
export type AttackName = keyof typeof attacks;

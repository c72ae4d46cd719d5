import { frameOf, hostileFrame, hostileLine, type Chance } from "@beseda/server/testing/hostile";
import { forgedTexts, honestNames, imitations } from "./imitations.ts";
import { upgradeRequest } from "./wire.ts";
import type { Attack, Stage } from "./stage.ts";

/** A line of somebody who wants to be taken for another, or to be in the way. */
const lineOf = (chance: Chance, { prey }: Stage): string => {
  const [name, text] = [chance.of(honestNames), chance.of(forgedTexts)];
  return chance.of([
    text,
    `/me ${text}`,
    `/nick ${chance.of(imitations)}`,
    `/msg ${name} ${text}`,
    `/join ${prey.privateRoom}`,
    `/join т${chance.below(50)}`,
    `/leave`,
    `/topic ${text}`,
    `/invite ${name}`,
    `/report ${name} ${text}`,
    `/block ${name}`,
    `/unblock ${name}`,
    `/kick ${name} ${text}`,
    `/since 0`,
    `/history 200`,
    `/who`,
    `/rooms`,
    `//${text}`,
  ]);
};

/** Lines over a plain WebSocket, among them frames that are not lines. */
const webSocketLines: Attack = async (stage, chance, address) => {
  const wire = stage.web(address);
  const name = encodeURIComponent(chance.of(imitations).toWellFormed());
  wire.write(upgradeRequest(`/?name=${name}&locale=${chance.of(["ru", "en", "de"])}`));
  for (let sent = 0; sent < 100 && !wire.isClosed; sent += 1) {
    const payload = Buffer.from(lineOf(chance, stage));
    wire.write(chance.below(4) === 0 ? hostileFrame(chance) : frameOf({ first: 0x81, payload }));
    if (sent % 20 === 19) await stage.rest(30);
  }
  await stage.rest(300);
  if (chance.below(2) === 0) wire.cut();
};

/** Lines over TCP: bytes that are not UTF-8, lines without an end, ends of every kind. */
const tcpLines: Attack = async (stage, chance, address) => {
  const wire = stage.lines(address);
  for (let sent = 0; sent < 100 && !wire.isClosed; sent += 1) {
    const line = chance.below(4) === 0 ? hostileLine(chance) : Buffer.from(lineOf(chance, stage));
    wire.write(Buffer.concat([line, Buffer.from(chance.of(["\n", "\r\n", "\n\n"]))]));
    if (chance.below(60) === 0) wire.write(Buffer.alloc(70_000, "ы"));
    if (chance.below(30) === 0) wire.write(Buffer.from([0xff, 0xfd, 0x01, 0xff, 0xfb, 0x1f]));
    if (sent % 20 === 19) await stage.rest(30);
  }
  await stage.rest(300);
  if (chance.below(2) === 0) wire.socket.end();
  else wire.cut();
};

/** Comes, says one thing and is gone, again and again. */
const tcpPassers: Attack = async (stage, chance, address) => {
  for (let visit = 0; visit < 25; visit += 1) {
    const wire = stage.lines(address);
    const [end] = [chance.of(["cut", "end", "quit", "stay"])];
    wire.write(`/nick ${chance.of(imitations)}\n${chance.of(forgedTexts)}\n`);
    if (end === "quit") wire.write(`/quit ${chance.of(forgedTexts)}\n`);
    await stage.rest(10);
    if (end === "end") wire.socket.end();
    if (end === "cut") wire.cut();
  }
};

export const lineAttacks = { webSocketLines, tcpLines, tcpPassers };

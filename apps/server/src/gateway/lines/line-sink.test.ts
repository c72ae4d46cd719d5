import { lobby } from "@beseda/protocol";
import { describe, expect, test } from "vitest";
import { Hub } from "../../delivery/hub.ts";
import { hubSource } from "../../../testing/hub-source.ts";
import { describeReaders } from "../../delivery/reader.contract.ts";
import { Subscriber } from "../../delivery/subscriber.ts";
import { LinePipe } from "../../../testing/line-pipe.ts";
import { Member } from "../../../testing/member.ts";
import { temporaryChat } from "../../../testing/temporary-log.ts";
import { LineSink } from "./line-sink.ts";

describe("a reader of lines", () => {
  describeReaders({
    goOn: false,
    open: (log) => {
      const { source, stop } = hubSource(log);
      return {
        stop,
        follow: ({ reader }) => {
          const port = new LinePipe(1);
          const gone = new AbortController();
          const after = log.last.seq;
          const sink = new LineSink({
            port,
            gone: gone.signal,
            concerns: () => false,
            show: ({ record }) => port.write([String(record.seq)]),
          });
          const subscriber = new Subscriber({ source, reader, sink });
          subscriber.start({ after });
          return {
            begun: { after, isResumed: false, hasHistory: false },
            get seqs() {
              return port.lines.map(Number);
            },
            standStill: () => port.standStill(),
            goOn: () => port.goOn(),
            cut: () => {
              gone.abort();
              subscriber.stop();
              port.cut();
            },
          };
        },
      };
    },
  });
});

test("[DIR-2] what concerns a reader of none of its rooms comes once and in its place, whether it keeps up or not", async () => {
  await using place = await temporaryChat({ durability: "process" });
  const { chat, log } = place;
  const anna = await Member.come(chat);
  const boris = await Member.come(chat);
  const hub = new Hub({ log, flush: () => {} });
  const failures: unknown[] = [];
  const source = { log, hub, onError: (error: unknown) => failures.push(error) };
  const port = new LinePipe(1);
  const sink = new LineSink({
    port,
    gone: new AbortController().signal,
    concerns: (record) => record.client_id === boris.clientId,
    show: ({ record }) => port.write([record.type]),
  });
  const subscriber = new Subscriber({ source, reader: boris, sink });
  subscriber.start({ after: log.last.seq });
  await subscriber.reached(log.last.seq);
  const target = { client_id: boris.clientId, name: boris.clientId, role: "guest" } as const;
  const say = (id: string): Promise<unknown> =>
    chat.say({ kind: "say", actor: anna.actor, id, room: lobby, text: id });
  const inviteTo = async (title: string): Promise<void> => {
    const room = `~${title}-0123456789ab`;
    await chat.execute({ kind: "create", actor: anna.actor, room, title });
    await say(`${title} 1`);
    await chat.execute({ kind: "invite", actor: anna.actor, room, target });
    await say(`${title} 2`);
  };
  await inviteTo("чай");
  const onePlace = ["message", "invited", "message"];
  expect(port.lines).toEqual(onePlace);
  port.standStill();
  await inviteTo("кофе");
  await inviteTo("сок");
  port.goOn();
  await subscriber.reached(log.last.seq);
  expect(port.lines).toEqual([...onePlace, ...onePlace, ...onePlace]);
  // The record is of a room that it is in by then, or just was.
  await chat.execute({ kind: "join", actor: boris.actor, room: "сад" });
  await chat.execute({ kind: "leave", actor: boris.actor, room: "сад" });
  expect(port.lines.slice(9)).toEqual(["room-created", "joined", "left"]);
  hub.stop();
  expect(failures).toEqual([]);
});

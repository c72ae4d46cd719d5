import { describe, expect, test } from "vitest";
import type { Signal } from "@beseda/protocol";
import { LocalSignalChannel } from "./local-signal-channel.ts";
import type { Outlet } from "./outlet.ts";
import type { Reader } from "./reader.ts";
import { Signals } from "./signals.ts";

const reader = (clientId: string, ...rooms: string[]): Reader => ({
  clientId,
  rooms: () => rooms,
  readableFrom: () => 0,
  memberSince: (room) => (rooms.includes(room) ? 0 : undefined),
  membershipChanges: () => [],
});

const open: Outlet = {
  enqueue: () => {},
  deliver: () => true,
  isCongested: false,
  drained: () => Promise.resolve(),
  adopt: () => {},
};

const typing = (client_id: string, room: string, isTyping = true): Signal => ({
  kind: "typing",
  client_id,
  name: client_id,
  room,
  typing: isTyping,
});

describe("signals", () => {
  test("[DEL-7] a reader gets the newest value of each client in its rooms, not its own and not of other rooms", async () => {
    const signals = new Signals(new LocalSignalChannel());
    const gone = new AbortController();
    const items = signals.follow(reader("Client_1", "lobby"), open, gone.signal);
    const first = items.next();
    signals.publish(typing("Client_1", "lobby"));
    signals.publish(typing("Client_2", "elsewhere"));
    signals.publish(typing("Client_2", "lobby"));
    signals.publish(typing("Client_3", "lobby"));
    signals.publish(typing("Client_2", "lobby", false));
    expect((await first).value).toEqual({
      signals: [typing("Client_2", "lobby", false), typing("Client_3", "lobby")],
    });
    gone.abort();
    expect((await items.next()).done).toBe(true);
  });

  test("[DEL-7] a congested reader holds one value of each client, however many there were", async () => {
    const signals = new Signals(new LocalSignalChannel());
    const gone = new AbortController();
    const { promise: drained, resolve: drain } = Promise.withResolvers<void>();
    const congested: Outlet = {
      enqueue: () => {},
      deliver: () => true,
      isCongested: true,
      drained: () => drained,
      adopt: () => {},
    };
    const items = signals.follow(reader("Client_1", "lobby"), congested, gone.signal);
    const first = items.next();
    for (let count = 0; count < 1000; count += 1)
      signals.publish(typing("Client_2", "lobby", count % 2 === 0));
    drain();
    expect((await first).value).toEqual({ signals: [typing("Client_2", "lobby", false)] });
    gone.abort();
  });

  test("[DEL-7] who comes later learns who is away, and not of who has gone", async () => {
    const signals = new Signals(new LocalSignalChannel());
    const away = { kind: "presence", client_id: "Client_2", name: "Борис", presence: "away" } as const;
    signals.publish(away);
    signals.publish({ ...away, client_id: "Client_3" });
    signals.forget("Client_3");
    const gone = new AbortController();
    const items = signals.follow(reader("Client_1"), open, gone.signal);
    expect((await items.next()).value).toEqual({ signals: [away] });
    gone.abort();
  });
});

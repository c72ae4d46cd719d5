import { expect, test } from "vitest";
import type { ChatRecord, Signal } from "@beseda/protocol";
import { LocalPresenceStore } from "./local-presence-store.ts";
import { LocalSignalChannel } from "./local-signal-channel.ts";
import { PresenceTracker } from "./presence.ts";
import { Signals } from "./signals.ts";

/** Sets up Борис with his sessions, and collects what others are told of him. */
const setUp = () => {
  const told: unknown[] = [];
  class Watched extends Signals {
    override tell(signal: Signal): void {
      if (signal.kind === "presence") told.push([signal.name, signal.presence]);
      super.tell(signal);
    }
  }
  const open = new Set<string>();
  const presences = new PresenceTracker({
    signals: new Watched(new LocalSignalChannel()),
    store: new LocalPresenceStore(),
    online: () => (open.size === 0 ? undefined : { name: "Борис", sessions: open.size }),
  });
  const record = (type: "connected" | "disconnected", session: string): void => {
    if (type === "connected") open.add(session);
    else open.delete(session);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- its other properties do not matter
    presences.follow({ type, session, client_id: "Client_2" } as ChatRecord);
  };
  const say = (id: string, presence: "active" | "away"): void =>
    presences.say({ id, clientId: "Client_2" }, presence);
  return { told, record, say };
};

const away = ["Борис", "away"];
const active = ["Борис", "active"];

test("[DEL-7] who has two sessions is away when both are, and there when one of them is", () => {
  const { told, record, say } = setUp();
  record("connected", "s1");
  record("connected", "s2");
  say("s1", "away");
  expect(told).toEqual([]);
  say("s2", "away");
  say("s2", "away");
  expect(told).toEqual([away]);
  say("s1", "active");
  say("s2", "active");
  expect(told).toEqual([away, active]);
});

test("[DEL-7] a session that comes or goes changes who is away", () => {
  const { told, record, say } = setUp();
  record("connected", "s1");
  say("s1", "away");
  record("connected", "s2");
  expect(told).toEqual([away, active]);
  record("disconnected", "s2");
  expect(told).toEqual([away, active, away]);
  record("connected", "s3");
  say("s3", "away");
  record("disconnected", "s1");
  expect(told).toEqual([away, active, away, active, away, away]);
  record("disconnected", "s3");
  record("connected", "s4");
  expect(told).toHaveLength(6);
});

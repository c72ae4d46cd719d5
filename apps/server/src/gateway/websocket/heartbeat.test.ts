import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";
import { expect, test } from "vitest";
import { Heartbeat } from "./heartbeat.ts";

/** Opens a connection and returns its two ends. */
const pair = async (listener: Server): Promise<readonly [Socket, Socket]> => {
  const address = listener.address();
  const here = connect(typeof address === "object" ? (address?.port ?? 0) : 0, "127.0.0.1");
  const [[there]] = await Promise.all([once(listener, "connection"), once(here, "connect")]);
  return [here, there as Socket];
};

test("[SES-6] after a stalled turn a peer is heard before it is judged", async () => {
  const listener = createServer().listen(0, "127.0.0.1");
  await once(listener, "listening");
  const [peer, socket] = await pair(listener);
  const [bell, busy] = await pair(listener);
  let isHeard = false;
  let hasStalled = false;
  socket.on("data", () => {
    isHeard = true;
  });
  const intervalMs = 20;
  const stall = new Int32Array(new SharedArrayBuffer(4));
  busy.on("data", () => {
    // The peer's answer comes while the server is busy for longer than a heartbeat.
    peer.write("here");
    Atomics.wait(stall, 0, 0, 2 * intervalMs);
    // A heartbeat that was due before the stall does not count as caused by it.
    setImmediate(() => (hasStalled = true));
  });
  const heartbeat = new Heartbeat({ intervalMs, stalledBeats: 3 });
  const judged: boolean[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  heartbeat.watch({
    beat: () => {
      if (!hasStalled) return;
      judged.push(isHeard);
      isHeard = false;
      hasStalled = false;
      if (judged.length === 5) resolve();
      else bell.write("ring");
    },
  });
  bell.write("ring");
  await promise;
  heartbeat.stop();
  for (const end of [peer, bell]) end.destroy();
  listener.close();
  expect(judged).toEqual([true, true, true, true, true]);
});

test("[SES-6] [DEL-6] hundreds of connections have their heartbeats a few in a turn of the event loop, each one a round", async () => {
  const heartbeat = new Heartbeat({ intervalMs: 20, stalledBeats: 3 });
  const { promise, resolve } = Promise.withResolvers<void>();
  const beats = new Map<number, number>();
  const inTurn = new Map<number, number>();
  let turn = 0;
  let isOver = false;
  const nextTurn = (): void => {
    turn += 1;
    if (!isOver) setImmediate(nextTurn);
  };
  nextTurn();
  for (let index = 0; index < 300; index += 1) {
    heartbeat.watch({
      beat: () => {
        beats.set(index, (beats.get(index) ?? 0) + 1);
        inTurn.set(turn, (inTurn.get(turn) ?? 0) + 1);
        if (index === 299 && beats.get(index) === 2) resolve();
      },
    });
  }
  await promise;
  isOver = true;
  heartbeat.stop();
  expect([...beats.values()]).toEqual(Array(300).fill(2));
  expect(Math.max(...inTurn.values())).toBeLessThanOrEqual(16);
});

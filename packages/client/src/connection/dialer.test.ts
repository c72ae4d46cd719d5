import { closeCodes, statusOfClose, type Welcome } from "@beseda/protocol";
import { describe, expect, test } from "vitest";
import type { ConnectionState } from "./connection-state.ts";
import { welcomeOf } from "../../testing/records.ts";
import { VirtualTime } from "../../testing/virtual-time.ts";
import type { ChatApi, ConnectionEnd, ConnectionRequest } from "./connection.ts";
import { Dialer } from "./dialer.ts";

/** Connections that a test opens and ends by hand. */
class Switchboard {
  readonly dialled: ConnectionRequest[] = [];
  readonly closed: number[] = [];

  readonly connect = (request: ConnectionRequest) => {
    this.dialled.push(request);
    return { api: {} as ChatApi, close: (code: number) => void this.closed.push(code) };
  };

  greet(welcome: Partial<Welcome> = {}): void {
    this.dialled.at(-1)?.onWelcome(welcomeOf(welcome));
  }

  end(end: Partial<ConnectionEnd> & { code: number }): void {
    this.dialled.at(-1)?.onEnd({ reason: "", ...end });
  }
}

const setUp = () => {
  const time = new VirtualTime();
  const board = new Switchboard();
  const states: ConnectionState[] = [];
  const welcomes: Welcome[] = [];
  const dialer = new Dialer({
    connect: board.connect,
    environment: time,
    backOff: (retry) => 1000 * 2 ** retry,
    introduction: () => ({}),
    cursor: () => undefined,
    onWelcome: (welcome) => welcomes.push(welcome),
    onRecords: () => undefined,
    onSignals: () => undefined,
    onState: (state) => states.push(state),
    noGreeting: () => "no greeting",
  });
  return { time, board, dialer, states, welcomes };
};

describe("the dialer", () => {
  test("[DEL-8] dials at once, and after each failure waits as the back-off says", async () => {
    const { time, board, dialer, states } = setUp();
    dialer.dial();
    expect(states).toEqual([{ phase: "connecting", attempt: 1 }]);
    board.end({ code: 1006, reason: "unreachable" });
    expect(states.at(-1)).toEqual({
      phase: "waiting",
      attempt: 2,
      retryAt: time.now() + 1000,
      reason: "unreachable",
    });
    await time.pass(999);
    expect(board.dialled).toHaveLength(1);
    await time.pass(1);
    expect(board.dialled).toHaveLength(2);
    board.end({ code: 1006 });
    await time.pass(1999);
    expect(board.dialled).toHaveLength(2);
    await time.pass(1);
    expect(states.at(-1)).toEqual({ phase: "connecting", attempt: 3 });
  });

  test("[DEL-8] a server that accepts and closes is called ever more rarely", async () => {
    const { time, board, dialer } = setUp();
    dialer.dial();
    const waits: number[] = [];
    for (let round = 0; round < 6; round += 1) {
      board.greet();
      board.end({ code: 1011 });
      waits.push(time.nextMs ?? 0);
      await time.pass(time.nextMs ?? 0);
    }
    expect(waits).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000]);
    expect(board.dialled).toHaveLength(7);
  });

  test("[DEL-8] the loss of a connection that lasted begins the back-off anew", async () => {
    const { time, board, dialer, states } = setUp();
    dialer.dial();
    for (let round = 0; round < 3; round += 1) {
      board.end({ code: 1006 });
      await time.pass(time.nextMs ?? 0);
    }
    board.greet();
    await time.pass(10_000);
    board.end({ code: 1006 });
    expect(states.at(-1)).toMatchObject({ phase: "waiting", attempt: 1, retryAt: time.now() + 1000 });
  });

  test("[SES-7] a hint of the server takes the place of the back-off, once", async () => {
    const { time, board, dialer, states } = setUp();
    dialer.dial();
    board.greet();
    board.end({ code: 1012, retryAfterMs: 2345 });
    expect(states.at(-1)).toMatchObject({ phase: "waiting", retryAt: time.now() + 2345 });
    await time.pass(2345);
    board.end({ code: 1006 });
    expect(states.at(-1)).toMatchObject({ phase: "waiting", retryAt: time.now() + 2000 });
  });

  test.each(
    Object.values(closeCodes)
      .filter(({ reconnect }) => !reconnect)
      .map(({ code }) => [code, statusOfClose(code)] as const),
  )("[SES-4] a close with %i is final: %s", async (code, status) => {
    const { time, board, dialer, states } = setUp();
    dialer.dial();
    board.greet();
    board.end({ code, reason: "why" });
    expect(states.at(-1)).toEqual({ phase: "ended", code, status, reason: "why" });
    await time.pass(3_600_000);
    dialer.dial();
    expect(board.dialled).toHaveLength(1);
  });

  test.each(
    Object.values(closeCodes)
      .filter(({ reconnect }) => reconnect)
      .map(({ code }) => code),
  )("[SES-4] after a close with %i it comes back", async (code) => {
    const { time, board, dialer } = setUp();
    dialer.dial();
    board.greet();
    board.end({ code });
    await time.pass(1000);
    expect(board.dialled).toHaveLength(2);
  });

  test("[DEL-8] a server that accepts and never greets is given up, and tried again", async () => {
    const { time, board, dialer, states } = setUp();
    dialer.dial();
    await time.pass(15_000);
    expect(board.closed).toHaveLength(1);
    expect(states.at(-1)).toMatchObject({ phase: "waiting", reason: "no greeting" });
    board.greet();
    expect(states.at(-1)).toMatchObject({ phase: "waiting" });
    await time.pass(1000);
    expect(board.dialled).toHaveLength(2);
  });

  test("[DEL-8] a person may end the wait, and does not open a second connection with it", async () => {
    const { time, board, dialer } = setUp();
    dialer.dial();
    dialer.dial();
    expect(board.dialled).toHaveLength(1);
    board.end({ code: 1006 });
    dialer.dial();
    expect(board.dialled).toHaveLength(2);
    await time.pass(1000);
    expect(board.dialled).toHaveLength(2);
    board.greet();
    dialer.dial();
    expect(board.dialled).toHaveLength(2);
  });

  test("[SES-4] a loss that was expected is the end", async () => {
    const { time, board, dialer, states } = setUp();
    dialer.dial();
    board.greet();
    dialer.expectEnd();
    board.end({ code: 1006, reason: "lost" });
    expect(states.at(-1)).toMatchObject({ phase: "ended", code: 1006 });
    await time.pass(60_000);
    expect(board.dialled).toHaveLength(1);
  });

  test("[SES-1] a server that moves the client to another socket greets again, and nothing else changes", () => {
    const { board, dialer, states, welcomes } = setUp();
    dialer.dial();
    board.greet({ session: "s1" });
    board.greet({ session: "s2" });
    expect(welcomes.map(({ session }) => session)).toEqual(["s1", "s2"]);
    expect(states.at(-1)).toEqual({ phase: "online" });
    expect(states).toHaveLength(2);
  });

  test("[SES-4] after its end from this side nothing arrives any more", () => {
    const { board, dialer, states, welcomes } = setUp();
    dialer.dial();
    board.greet();
    dialer.end({ code: 1001, reason: "gone" }, 3001);
    board.greet();
    board.end({ code: 1006 });
    expect(board.closed).toEqual([3001]);
    expect(welcomes).toHaveLength(1);
    expect(states.at(-1)).toEqual({ phase: "ended", code: 1001, status: "going-away", reason: "gone" });
  });
});

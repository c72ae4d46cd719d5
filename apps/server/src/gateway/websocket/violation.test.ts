import { pino } from "pino";
import { expect, test } from "vitest";
import { frameOf } from "../../../testing/hostile.ts";
import { temporaryServer } from "../../../testing/running-server.ts";
import { until } from "../../../testing/until.ts";
import { WireReader } from "../../../testing/wire-reader.ts";

interface Line {
  readonly level: number;
}

const text = Buffer.from("x");
const violations = {
  "a bit that means nothing": frameOf({ first: 0xb1, payload: text }),
  "compression that nobody agreed to": frameOf({ first: 0xc1, payload: text }),
  "a frame without a mask": frameOf({ first: 0x81, payload: text, masked: false }),
  "what is no UTF-8": frameOf({ first: 0x81, payload: Buffer.from([0xff]) }),
  "a vast frame": Buffer.from([0x81, 0xff, 0, 0, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 2, 3, 4]),
};

test.each(["/", "/trpc", "/trpc?connectionParams=1"])(
  "[OPS-5] what breaks the protocol at %s is no error to the operator",
  async (path) => {
    const lines: Line[] = [];
    const logger = pino({ level: "info" }, { write: (line: string) => lines.push(JSON.parse(line) as Line) });
    const server = await temporaryServer({ logger });
    for (const frame of Object.values(violations)) {
      const reader = await WireReader.dial(server.port);
      reader.upgrade(path);
      await until(
        () => "an open WebSocket",
        () => reader.saw("101 Switching"),
      );
      reader.socket.write(frame);
      await until(
        () => "the close",
        () => reader.wasTold || reader.isClosed,
      );
      reader.socket.destroy();
    }
    const reset = await WireReader.dial(server.port);
    reset.upgrade(path);
    reset.socket.resetAndDestroy();
    await server[Symbol.asyncDispose]();
    expect(lines.filter(({ level }) => level >= 50)).toEqual([]);
  },
);

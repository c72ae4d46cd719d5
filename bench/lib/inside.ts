import { createServer } from "node:net";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { isMainThread } from "node:worker_threads";

/**
 * Loaded into a server before its own program: a client that connects to the socket is sent, once, how late
 * its event loop was since somebody last asked.
 */
const path = process.env["BESEDA_BENCH_INSIDE"];

/** Lateness of the event loop of a server, in milliseconds. */
export interface Lateness {
  readonly p50: number;
  readonly p99: number;
  readonly longest: number;
}

/** Excludes the process that starts the server, and those that the server starts. */
const isServer = isMainThread && process.argv[1]?.endsWith("/start.js") === true;

if (path !== undefined && isServer) {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const ms = (nanoseconds: number): number => nanoseconds / 1e6;
  createServer((socket) => {
    socket.on("error", () => undefined);
    const lateness: Lateness = {
      p50: ms(delay.percentile(50)),
      p99: ms(delay.percentile(99)),
      longest: ms(delay.max),
    };
    socket.end(JSON.stringify(lateness));
    delay.reset();
  })
    .listen(path)
    .unref();
}

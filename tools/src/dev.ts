import { busyPorts, freePort } from "./busy-ports.ts";
import { runTurbo } from "./run-turbo.ts";
import { words } from "./words.ts";

/**
 * All apps at once. On a terminal turbo shows them side by side and the terminal client can be typed into; turbo
 * refuses such a task without a terminal, so there the client is a live view.
 */
const host = process.env["BESEDA_HOST"] ?? "127.0.0.1";
const ports = [process.env["BESEDA_PORT"] ?? "8765", process.env["BESEDA_TCP_PORT"] ?? "8766"];
// Asked before anything is drawn: the server's own sentence would stand in one pane of four, and not in the first.
const busy = await busyPorts(host, ports.filter((port) => /^\d+$/u.test(port)).map(Number));
if (busy.length > 0) {
  process.stderr.write(`${words.portsAreTaken(busy.join(", "))}\n`);
  process.exit(69);
}

// The typing pane looks for the server at this URL, and does not say to start what was started with it.
process.env["BESEDA_URL"] ??= `http://${host}:${ports[0]}`;
process.env["BESEDA_BESIDE"] = "server";
// People come by the page, which has to have one address for the whole run: links to it are made of that.
const page = await freePort("localhost", 5173);
process.env["BESEDA_WEB_PORT"] ??= String(page);
process.env["BESEDA_PUBLIC_URL"] ??= `http://localhost:${process.env["BESEDA_WEB_PORT"]}`;
const onTerminal = process.stdin.isTTY && process.stdout.isTTY;
runTurbo([
  "run",
  "dev",
  ...(onTerminal ? ["dev:typing"] : ["dev:live", "--ui=stream"]),
  ...process.argv.slice(2),
]);

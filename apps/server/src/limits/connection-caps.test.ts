import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp } from "node:fs/promises";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, test } from "vitest";
import { connectionCaps } from "./connection-caps.ts";

test("[OPS-7] there are as many connections as were asked for where the system allows them, else fewer", () => {
  const asked = { perAddress: 1000, inAll: 10_000 };
  expect(connectionCaps(asked, 20_000)).toEqual({
    sessions: asked,
    plain: { ...asked, inAll: 4984 },
    areLowered: false,
  });
  const lowered = connectionCaps(asked, 1024);
  expect(lowered).toMatchObject({ sessions: { perAddress: 1000, inAll: 720 }, areLowered: true });
  expect(lowered.sessions.inAll + lowered.plain.inAll).toBeLessThan(1024 - 60);
  expect(connectionCaps(asked, 10).sessions.inAll).toBeGreaterThan(0);
});

test.skipIf(process.platform === "win32")(
  "[OPS-7] where connections have taken all that they may, health is answered and what was said is written",
  async () => {
    const folder = await mkdtemp(join(tmpdir(), "beseda-"));
    const options = `--log "${folder}/messages.json" --data "${folder}/data" --port 0 --tcp-port 0 --log-format json`;
    const start = join(import.meta.dirname, "../start.js");
    const server = spawn("sh", ["-c", `ulimit -n 160; exec "${process.execPath}" "${start}" ${options}`]);
    const told: string[] = [];
    const lines = createInterface(server.stdout).on("line", (line) => told.push(line));
    while (!told.some((line) => line.includes("tcpPort"))) await once(lines, "line");
    expect(told.some((line) => line.includes("--max-connections"))).toBe(true);
    const ready = told.find((line) => line.includes("tcpPort")) ?? "{}";
    const { http, tcpPort } = JSON.parse(ready) as { http: string; tcpPort: number };
    const crowd: Socket[] = [];
    for (let count = 0; count < 200; count += 1) {
      const socket = connect(tcpPort, "127.0.0.1").on("error", () => undefined);
      crowd.push(socket);
      await Promise.race([once(socket, "data"), once(socket, "close")]);
    }
    expect(await (await fetch(`${http}/health`)).json()).toMatchObject({ status: "ok" });
    const [first] = crowd;
    const heard = createInterface(first ?? connect(tcpPort));
    first?.write("и так хорошо\n");
    for await (const line of heard) if (/#\d+/u.test(line)) break;
    for (const socket of crowd) socket.destroy();
    server.kill("SIGTERM");
    expect(await once(server, "exit")).toEqual([0, null]);
  },
  60_000,
);

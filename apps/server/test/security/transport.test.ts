import { once } from "node:events";
import { chmod, mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { connect as connectTls } from "node:tls";
import { get } from "node:https";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { pino } from "pino";
import { describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { openIdentity } from "../../src/identity/identity.ts";
import { testCertificate, testKey } from "@beseda/testing/certificate";
import { makeOwner, Person } from "../../testing/person.ts";
import { closeOf } from "../../testing/sockets.ts";
import { until } from "../../testing/until.ts";
import { temporaryServer } from "../../testing/running-server.ts";
import { password, refusalOf, registered } from "../../testing/registered.ts";

const secret = "никому об этом";

describe("transport, secrets and the audit", () => {
  test("[T1] HTTP on the TCP port is refused at once, a line has its limit, and floods are slowed like anywhere", async () => {
    await using server = await temporaryServer();
    const http = connect({ port: server.tcpPort, host: "127.0.0.1" });
    http.setEncoding("utf8").write("POST / HTTP/1.1\r\nHost: x\r\n\r\n/nick вор\r\n");
    const [answer] = (await once(http, "data")) as [string];
    expect(answer).toContain("400 Bad Request");
    await once(http, "close");
    const long = connect({ port: server.tcpPort, host: "127.0.0.1" });
    long.on("error", () => undefined).resume();
    long.write("x".repeat(70_000));
    await once(long, "close");
    expect((await server.records()).some(({ message }) => message.includes("вор"))).toBe(false);
  });

  test.each(["", "a b", "127.0.0.1:99999", "[::1", "%", "a^b", "x@y", "//"])(
    "[OPS-5] a Host that is no name of one (%j) ends nothing",
    async (host) => {
      await using server = await temporaryServer();
      // The headers are as on a public port, where a server answers to any name.
      const headers = { Host: host, "X-Forwarded-For": "192.0.2.1" };
      const socket = new WebSocket(`ws://127.0.0.1:${server.port}/trpc`, { headers });
      await once(socket, "open");
      socket.send(JSON.stringify({ id: 1, method: "query", params: { path: "room.list", input: {} } }));
      const [answer] = (await once(socket, "message")) as [Buffer];
      expect(answer.toString()).toContain("lobby");
      socket.terminate();
      await using anna = await Person.come(server, { name: "Анна" });
      await anna.say("я здесь");
      await anna.hears("я здесь");
    },
  );

  test("[T1] [X4] with a certificate all ports speak TLS, browsers are told to keep to it, and the key is nobody else's to read", async () => {
    const folder = await mkdtemp(join(tmpdir(), "beseda-tls-"));
    const settings = { tlsCert: join(folder, "cert.pem"), tlsKey: join(folder, "key.pem") };
    await writeFile(settings.tlsCert, testCertificate);
    await writeFile(settings.tlsKey, testKey, { mode: 0o644 });
    await expect(temporaryServer({ settings })).rejects.toThrow("chmod 600");
    await chmod(settings.tlsKey, 0o600);
    await using server = await temporaryServer({ settings });
    const trusted = { ca: testCertificate, host: "127.0.0.1" };
    const line = connectTls({ ...trusted, port: server.tcpPort });
    line.setEncoding("utf8");
    const [greeting] = (await once(line, "data")) as [string];
    expect(greeting).toContain("Добро пожаловать");
    line.destroy();
    const socket = new WebSocket(`wss://127.0.0.1:${server.port}/`, { ca: testCertificate });
    const [hello] = (await once(socket, "message")) as [Buffer];
    expect(hello.toString()).toContain("Добро пожаловать");
    socket.terminate();
    const request = get({ ...trusted, port: server.port, path: "/health" });
    const [response] = (await once(request, "response")) as [
      { headers: Record<string, string>; resume(): void },
    ];
    expect(response.headers["strict-transport-security"]).toContain("max-age=");
    response.resume();
    const plain = connect({ port: server.tcpPort, host: "127.0.0.1" });
    let heard = "";
    plain.on("error", () => undefined).on("data", (bytes) => (heard += String(bytes)));
    plain.write("привет\n");
    await once(plain, "close");
    expect(heard).not.toContain("Добро");
    await rm(folder, { recursive: true });
  });

  test("[T1] [W4] [W7] who never agrees on TLS is closed on the port for lines too, and one address has so many of them", async () => {
    const folder = await mkdtemp(join(tmpdir(), "beseda-tls-"));
    const settings = { tlsCert: join(folder, "cert.pem"), tlsKey: join(folder, "key.pem") };
    await writeFile(settings.tlsCert, testCertificate);
    await writeFile(settings.tlsKey, testKey, { mode: 0o600 });
    await using server = await temporaryServer({
      slowestHeadMs: 1500,
      settings: { ...settings, maxConnectionsPerAddress: 3 },
    });
    const silent = Array.from({ length: 5 }, () =>
      connect({ port: server.tcpPort, host: "127.0.0.1" }).resume(),
    );
    const closed: number[] = [];
    const ends = silent.map(async (socket, index) => {
      await closeOf(socket);
      closed.push(index);
    });
    await until(
      () => "those for whom there is no place",
      () => closed.length === 2,
    );
    await Promise.all(ends);
    const line = connectTls({ ca: testCertificate, host: "127.0.0.1", port: server.tcpPort });
    line.setEncoding("utf8");
    const [greeting] = (await once(line, "data")) as [string];
    expect(greeting).toContain("Добро пожаловать");
    line.destroy();
    await rm(folder, { recursive: true });
  });

  test("[S2] where somebody comes from is believed of a trusted proxy only", async () => {
    const addressSeen = async (trustProxy: string[], forwarded: string): Promise<string> => {
      await using server = await temporaryServer({ settings: { trustProxy } });
      await using anna = new Person(server, {}, { "X-Forwarded-For": forwarded });
      await anna.opened();
      const [login] = (await anna.ask("account.sessions")) as { address: string }[];
      return login?.address ?? "";
    };
    expect(await addressSeen([], "198.51.100.7")).toBe("127.0.0.1");
    expect(await addressSeen(["10.0.0.0/8"], "198.51.100.7")).toBe("127.0.0.1");
    expect(await addressSeen(["loopback"], "198.51.100.7")).toBe("198.51.100.7");
    expect(await addressSeen(["loopback", "10.0.0.0/8"], "6.6.6.6, 198.51.100.7, 10.0.0.1")).toBe(
      "198.51.100.7",
    );
  });

  test("[S3] secrets are 0600 in a folder 0700, and a server does not start where others can read them", async () => {
    await using server = await temporaryServer();
    const { data } = server;
    expect((await stat(data)).mode & 0o777).toBe(0o700);
    for (const name of (await readdir(data)).filter((file) => file.startsWith("identity")))
      expect([name, (await stat(join(data, name))).mode & 0o077]).toEqual([name, 0]);
    const folder = await mkdtemp(join(tmpdir(), "beseda-exposed-"));
    await chmod(folder, 0o755);
    await expect(openIdentity({ data: folder, log: "log", now: () => 0 })).rejects.toThrow("chmod 700");
    await rm(folder, { recursive: true });
  });

  test.skipIf(process.platform === "win32")(
    "[S3] the log and all that lies in data are 0600, while the server runs and after it",
    async () => {
      const server = await temporaryServer();
      await using anna = await registered(server, "Анна");
      await anna.say("никому на этой машине");
      const log = join(dirname(server.data), "messages.json");
      const modes = async (): Promise<Record<string, string>> => {
        const files = (await readdir(server.data)).map((name) => join(server.data, name));
        const stats = [log, ...files].map(async (path) => {
          const { mode } = await stat(path);
          return [basename(path), (mode & 0o777).toString(8)] as const;
        });
        return Object.fromEntries(await Promise.all(stats));
      };
      const running = await modes();
      await server.stop();
      const stopped = await modes();
      expect(running).toMatchObject({ "messages.json": "600", "identity.sqlite": "600" });
      expect(stopped).toMatchObject({ "messages.json": "600", "identity.sqlite": "600" });
      for (const mode of Object.values({ ...running, ...stopped })) expect(mode).toBe("600");
      await server[Symbol.asyncDispose]();
    },
  );

  test("[S5] logins, refusals, roles and bans are in the diary: who and whom, nothing that was said, no address in the log", async () => {
    const diary: string[] = [];
    const logger = pino({ level: "info" }, { write: (line: string) => void diary.push(line) });
    await using server = await temporaryServer({ logger });
    await using anna = await Person.come(server, { name: "Анна" });
    await makeOwner(server, anna);
    const boris = await Person.come(server, { name: "Борис" });
    await boris.ask("account.register", { password });
    await refusalOf(boris.ask("account.login", { name: "Анна", password: "не тот" }));
    await boris.say(secret);
    await anna.ask("moderation.role", { room: "lobby", name: "Борис", role: "moderator" });
    await anna.ask("moderation.ban", {
      name: "Борис",
      scope: "address",
      lasts_ms: 60_000,
      reason: "реклама",
    });
    await boris.closed;
    const audited = diary.flatMap((line) => (JSON.parse(line) as { audit?: string }).audit ?? []);
    expect(audited).toEqual(
      expect.arrayContaining([
        "registered",
        "login refused",
        "role given by invitation",
        "role given",
        "banned",
      ]),
    );
    expect(diary.join("")).not.toContain(secret);
    expect(diary.join("")).not.toContain(password);
    expect(JSON.stringify(await server.records())).not.toContain("127.0.0.1");
  });

  test("[X3] [X4] every answer has a strict policy for its content and the headers that browsers ask for", async () => {
    await using server = await temporaryServer();
    for (const path of ["/", "/health", "/nothing"]) {
      const { headers } = await fetch(`http://127.0.0.1:${server.port}${path}`);
      const policy = headers.get("content-security-policy") ?? "";
      for (const rule of [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "connect-src 'self'",
        "img-src 'self';",
        "require-trusted-types-for 'script'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
      ])
        expect(policy).toContain(rule);
      expect(policy).not.toContain("unsafe-inline");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("referrer-policy")).toBe("no-referrer");
      expect(headers.get("cross-origin-opener-policy")).toBe("same-origin");
      expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
    }
  });
});

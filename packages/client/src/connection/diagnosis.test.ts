import { once } from "node:events";
import { createServer as createHttpServer, type RequestListener } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { createServer as createPortServer, type AddressInfo, type Server } from "node:net";
import { describe, expect, test } from "vitest";
import { sentenceOf } from "../diagnosis-words.ts";
import { testCertificate, testKey } from "@beseda/testing/certificate";
import { diagnose } from "./diagnosis.ts";

interface Running extends AsyncDisposable {
  readonly host: string;
}

const listen = async (server: Server): Promise<Running> => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: async () => {
      if ("closeAllConnections" in server && typeof server.closeAllConnections === "function")
        server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
};

const answering = (listener: RequestListener): Promise<Running> => listen(createHttpServer(listener));
const json =
  (value: unknown, status = 200): RequestListener =>
  (_, response) => {
    response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(value));
  };
const server = { name: "beseda", version: "0.1.0" };

describe("why no connection comes about", () => {
  test("[VIEW-7] no such name", async () => {
    expect(await diagnose("http://nowhere.invalid:8765")).toEqual({ cause: "name", host: "nowhere.invalid" });
  });

  test("[VIEW-7] nobody listens: no more is known than that", async () => {
    const gone = await listen(createPortServer());
    await gone[Symbol.asyncDispose]();
    expect(await diagnose(`http://${gone.host}`)).toBeUndefined();
  });

  test("[VIEW-7] a certificate that is not trusted, or is for another name", async () => {
    await using running = await listen(
      createTlsServer({ cert: testCertificate, key: testKey }, json({ server })),
    );
    expect(await diagnose(`https://${running.host}`)).toEqual({
      cause: "certificate",
      host: running.host,
      problem: "untrusted",
    });
  });

  test("[VIEW-7] plain HTTP to a port for TLS, and the other way round", async () => {
    await using secure = await listen(createTlsServer({ cert: testCertificate, key: testKey }));
    expect(await diagnose(`ws://${secure.host}`)).toEqual({
      cause: "tls",
      host: secure.host,
      better: `https://${secure.host}`,
    });
    await using plain = await answering(json({ server }));
    expect(await diagnose(`wss://${plain.host}/chat/`)).toEqual({
      cause: "no-tls",
      host: plain.host,
      better: `http://${plain.host}/chat`,
    });
  });

  test("[VIEW-7] a proxy that leads to TLS", async () => {
    await using proxy = await answering((request, response) => {
      response.writeHead(301, { Location: `https://${request.headers.host}${request.url}` }).end();
    });
    expect(await diagnose(`http://${proxy.host}`)).toMatchObject({ cause: "tls" });
  });

  test("[VIEW-7] another path or another program", async () => {
    await using other = await answering((_, response) => response.writeHead(404).end("no such page"));
    expect(await diagnose(`http://${other.host}/chat`)).toEqual({
      cause: "path",
      url: `http://${other.host}/chat/`,
      status: 404,
    });
  });

  test("[VIEW-7] the port for lines", async () => {
    await using lines = await answering((_, response) =>
      response.writeHead(400, { "X-Beseda-Port": "lines" }).end("not for HTTP"),
    );
    expect(await diagnose(`http://${lines.host}`)).toEqual({ cause: "lines", host: lines.host });
  });

  test("[VIEW-7] a proxy before a server that is down", async () => {
    await using proxy = await answering((_, response) => response.writeHead(502).end());
    expect(await diagnose(`http://${proxy.host}`)).toEqual({ cause: "proxy", host: proxy.host, status: 502 });
  });

  test.each(["origin", "host"] as const)("[VIEW-7] the %s is refused", async (refusal) => {
    await using running = await answering(json({ server, refusal, host: "localhost" }, 403));
    expect(await diagnose(`http://${running.host}`, "http://localhost:9000/beseda")).toEqual({
      cause: refusal,
      host: "localhost",
      origin: "http://localhost:9000",
    });
  });

  test("[VIEW-7] the server is there, only its WebSocket is not", async () => {
    await using running = await answering(json({ server }));
    expect(await diagnose(`http://${running.host}`)).toEqual({ cause: "no-websocket", host: running.host });
  });

  test("[VIEW-7] a server of an earlier version", async () => {
    await using older = await answering((request, response) =>
      request.url === "/health"
        ? json({ name: "beseda", version: "0.0.9" })(request, response)
        : response.writeHead(404).end(),
    );
    expect(await diagnose(`http://${older.host}`)).toEqual({ cause: "older", version: "0.0.9" });
  });

  test("[VIEW-7] each is one sentence of its own, in both languages", () => {
    const host = "chat.example:8765";
    const origin = "https://chat.example";
    const all = [
      { cause: "name", host },
      { cause: "certificate", host, problem: "untrusted" },
      { cause: "certificate", host, problem: "expired" },
      { cause: "certificate", host, problem: "other-name" },
      { cause: "no-tls", host, better: origin },
      { cause: "tls", host, better: origin },
      { cause: "path", url: origin, status: 404 },
      { cause: "lines", host },
      { cause: "proxy", host, status: 502 },
      { cause: "origin", host, origin },
      { cause: "host", host, origin },
      { cause: "no-websocket", host },
      { cause: "older", version: "0.0.9" },
    ] as const;
    const said = all.flatMap((diagnosis) => [sentenceOf(diagnosis, "ru"), sentenceOf(diagnosis, "en")]);
    expect(new Set(said).size).toBe(2 * all.length);
    for (const sentence of said) expect(sentence).toMatch(/chat\.example|0\.0\.9/u);
  });
});

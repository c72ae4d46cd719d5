import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { request, type IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from "node:zlib";
import { reachSchema } from "@beseda/protocol";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { temporaryServer } from "../../testing/running-server.ts";
import { upgrade } from "../../testing/sockets.ts";

interface Asked {
  readonly port: number;
  readonly path: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const ask = async ({ port, path, method = "GET", headers = {} }: Asked) => {
  const asking = request({ port, host: "127.0.0.1", path, method, headers });
  asking.end();
  const [response] = (await once(asking, "response")) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return { status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) };
};

describe("the page", () => {
  let web: string;
  const script = "console.log('Беседа');\n".repeat(500);
  beforeAll(async () => {
    web = await mkdtemp(join(tmpdir(), "beseda-web-"));
    await mkdir(join(web, "assets"));
    for (const name of ["index.html", "assets/main-12345678.js"]) {
      await writeFile(join(web, name), script);
      await writeFile(join(web, `${name}.br`), brotliCompressSync(script));
      await writeFile(join(web, `${name}.gz`), gzipSync(script));
    }
  });
  afterAll(() => rm(web, { recursive: true }));

  test("[VIEW-6] goes over the wire in the smallest form that the browser takes", async () => {
    await using server = await temporaryServer({ web });
    const { port } = server;
    for (const path of ["/", "/assets/main-12345678.js"]) {
      const plain = await ask({ port, path });
      expect(String(plain.body)).toBe(script);
      const gzipped = await ask({ port, path, headers: { "Accept-Encoding": "gzip, deflate" } });
      expect(gzipped.headers["content-encoding"]).toBe("gzip");
      expect(String(gunzipSync(gzipped.body))).toBe(script);
      const brotli = await ask({ port, path, headers: { "Accept-Encoding": "gzip, deflate, br" } });
      expect(brotli.headers["content-encoding"]).toBe("br");
      expect(brotli.headers.vary).toMatch(/accept-encoding/iu);
      expect(brotli.headers["content-type"]).toBe(plain.headers["content-type"]);
      expect(String(brotliDecompressSync(brotli.body))).toBe(script);
    }
  });

  test("[VIEW-6] is there at the base path, whether a proxy takes that off or not; so is all that it asks for", async () => {
    await using server = await temporaryServer({ web, settings: { basePath: "/beseda" } });
    const { port } = server;
    for (const base of ["/beseda", ""]) {
      expect((await ask({ port, path: `${base}/` })).status).toBe(200);
      expect((await ask({ port, path: `${base}/assets/main-12345678.js` })).status).toBe(200);
      expect((await ask({ port, path: `${base}/health` })).status).toBe(200);
      expect(await upgrade(port, {}, `${base}/trpc`)).toBe(101);
      expect(await upgrade(port, {}, `${base}/`)).toBe(101);
    }
    expect((await ask({ port, path: "/other/" })).status).toBe(404);
    expect(await upgrade(port, {}, "/other/trpc")).toBe(404);
  });

  test("[VIEW-7] is told why its WebSocket is refused, by the same look at where it comes from", async () => {
    await using server = await temporaryServer();
    const { port } = server;
    const own = `http://127.0.0.1:${port}`;
    for (const [headers, refusal] of [
      [{ Origin: own }, undefined],
      [{}, undefined],
      [{ Origin: "http://localhost:9000", Host: "localhost" }, "origin"],
      [{ Origin: "http://evil.example", Host: "evil.example" }, "host"],
    ] as const) {
      const answer = await ask({ port, path: "/reach", method: "POST", headers });
      const reach = reachSchema.parse(JSON.parse(String(answer.body)));
      expect([headers, reach.refusal]).toEqual([headers, refusal]);
      expect(answer.status).toBe(refusal === undefined ? 200 : 403);
      expect((await upgrade(port, headers, "/trpc")) === 101).toBe(refusal === undefined);
      expect(reach.host).toBe(refusal === undefined ? undefined : headers.Host);
    }
  });
});

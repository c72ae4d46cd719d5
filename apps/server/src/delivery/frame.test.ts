import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { WebSocket, WebSocketServer } from "ws";
import { describe, expect, test } from "vitest";
import { recordsFrame, textFrame } from "./frame.ts";

/** Writes a frame past `ws` and reads it with `ws`. */
const read = async (frame: Buffer): Promise<string> => {
  const http = createServer();
  const wss = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  http.on("upgrade", (request, stream, head) =>
    wss.handleUpgrade(request, stream, head, () => stream.write(frame)),
  );
  await once(http.listen(0, "127.0.0.1"), "listening");
  const client = new WebSocket(`ws://127.0.0.1:${(http.address() as AddressInfo).port}`);
  try {
    const [data] = (await once(client, "message")) as [Buffer];
    return data.toString();
  } finally {
    client.terminate();
    http.close();
    http.closeAllConnections();
  }
};

describe("a frame", () => {
  test.each([0, 1, 125, 126, 127, 65_535, 65_536, 200_000])(
    "of %i bytes is read by ws as it was written",
    async (bytes) => {
      const text = "x".repeat(bytes);
      expect(await read(textFrame(text))).toBe(text);
    },
  );

  test("of records is what the stock handler sends for a tracked item", async () => {
    const record = {
      seq: 7,
      time: "",
      type: "server-stopped",
      client_id: "server",
      sender: "server",
      message: "до",
    } as const;
    const bytes = Buffer.from(JSON.stringify(record));
    for (const wireId of [1, "a", 4_000_000]) {
      const frame = recordsFrame(
        { id: "k3v9", run: "x7p2" },
        [
          { seq: 7, record, bytes },
          { seq: 8, record: { ...record, seq: 8 }, bytes },
        ],
        wireId,
      );
      const id = "8@k3v9.x7p2";
      expect(await read(frame)).toBe(
        JSON.stringify({
          id: wireId,
          result: { type: "data", data: { id, data: { events: [record, record] } }, id },
        }),
      );
    }
  });
});

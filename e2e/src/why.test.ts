import { createChatClient, type ConnectionState } from "@beseda/client";
import { expect, test } from "vitest";
import { temporaryFolder } from "./harness/place.ts";
import { ServerProcess } from "./harness/server.ts";
import { until } from "./harness/until.ts";

/** The reason that a client gives between two tries, once it knows it: the first wait may be over before. */
const reasonAt = async (url: string): Promise<string> => {
  const client = createChatClient({ url, client: "test", locale: "ru" });
  try {
    const { reason } = await until("a wait between two tries", () => {
      const { connection } = client.snapshot();
      return connection.phase === "waiting" && connection.explained === true
        ? (connection satisfies ConnectionState)
        : undefined;
    });
    return reason;
  } finally {
    await client.close();
  }
};

test("[VIEW-7] who comes to the wrong port or path of a real server, or speaks TLS to it, is told so", async () => {
  await using folder = await temporaryFolder();
  await using server = await ServerProcess.start({ folder: folder.path });
  expect(await reasonAt(`http://127.0.0.1:${server.tcpPort}`)).toContain("порт для простых строк");
  expect(await reasonAt(`${server.url}/elsewhere`)).toContain("Беседы нет (HTTP 404)");
  expect(await reasonAt(server.url.replace("http:", "https:"))).toContain("не говорит по TLS");
  expect(await reasonAt("http://nowhere.invalid:8765")).toContain("nowhere.invalid");
});

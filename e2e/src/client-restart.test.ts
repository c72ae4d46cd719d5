import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createChatClient, type ChatClient, type ConnectionState } from "@beseda/client";
import { fileStorage } from "@beseda/client/node";
import { describe, expect, test } from "vitest";
import { root, temporaryFolder } from "./harness/place.ts";
import { ServerProcess } from "./harness/server.ts";
import { until } from "./harness/until.ts";

const saidIn = async (server: ServerProcess): Promise<readonly string[]> =>
  (await server.records()).filter(({ type }) => type === "message").map(({ message }) => message);

const textsOf = (chat: ChatClient): readonly string[] =>
  (chat.snapshot().timelines.get("lobby")?.items ?? []).flatMap((item) =>
    item.kind === "message" ? item.text : [],
  );

const numbers = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `${index}`);

describe("a client, a server and their ends", () => {
  test.each(["SIGKILL", "SIGTERM"] as const)(
    "[DEL-1] [DEL-3] the server ends by %s again and again: what is typed meanwhile is there once, in order, for all",
    async (signal) => {
      await using folder = await temporaryFolder();
      let server = await ServerProcess.start({ folder: folder.path });
      const { port, url } = server;
      const anna = createChatClient({ url, name: "Анна", client: "e2e/1", locale: "ru" });
      const boris = createChatClient({ url, name: "Борис", client: "e2e/1", locale: "ru" });
      const phases: ConnectionState[] = [];
      anna.subscribe(() => phases.push(anna.snapshot().connection));
      let typed = 0;
      for (let round = 0; round < 2; round += 1) {
        for (let index = 0; index < 20; index += 1, typed += 1) {
          anna.send({ room: "lobby", text: `${typed}` });
          if (index === 10) {
            await until("a message on its way", () => anna.snapshot().unsent < 10);
            server.program.kill(signal);
            await server.program.exited();
          }
        }
        server = await ServerProcess.start({ folder: folder.path, port });
        anna.reconnectNow();
        boris.reconnectNow();
        await until("the outbox to be empty", () => anna.snapshot().unsent === 0);
      }
      await until("all messages", () => textsOf(boris).length >= typed);
      expect(textsOf(anna)).toEqual(numbers(typed));
      expect(textsOf(boris)).toEqual(numbers(typed));
      expect(await saidIn(server)).toEqual(numbers(typed));
      expect(phases.some(({ phase }) => phase === "waiting")).toBe(true);
      await Promise.all([anna.close(), boris.close()]);
      await server[Symbol.asyncDispose]();
    },
  );

  test("[DEL-1] the client is killed again and again while it sends: its next start sends the rest, each once", async () => {
    await using folder = await temporaryFolder();
    await using server = await ServerProcess.start({ folder: folder.path });
    const outbox = join(folder.path, "outbox");
    const script = `
      import { createChatClient } from ${JSON.stringify(join(root, "packages/client/src/index.ts"))};
      import { fileStorage } from ${JSON.stringify(join(root, "packages/client/src/node.ts"))};
      const [url, folder, from] = process.argv.slice(1);
      const chat = createChatClient({ url, name: "Анна", client: "e2e/1", storage: fileStorage(folder, url) });
      for (let number = Number(from); ; number += 1) {
        chat.send({ room: "lobby", text: String(number) });
        await new Promise((resolve) => setTimeout(resolve, 1));
        process.stdout.write(number + "\\n");
      }`;
    let next = 0;
    // Three lives, and more if the disk is so slow that few of the typed lines were kept.
    for (let life = 1; life <= 3 || next <= 100; life += 1) {
      const child = spawn(
        process.execPath,
        ["--input-type=module", "-e", script, server.url, outbox, String(next)],
        { stdio: ["ignore", "pipe", "inherit"] },
      );
      let output = "";
      for await (const chunk of child.stdout.setEncoding("utf8")) {
        output += String(chunk);
        if (output.split("\n").length > 75 * life) child.kill("SIGKILL");
      }
      if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
      // Lines typed in the last moment may not be on the disk: they are typed again, as by one who looks.
      const storage = fileStorage(outbox, server.url);
      const kept = [...(await storage.messages()).map(({ text }) => text), ...(await saidIn(server))];
      next = Math.max(-1, ...kept.map(Number)) + 1;
    }
    const anna = createChatClient({
      url: server.url,
      name: "Анна",
      client: "e2e/1",
      storage: fileStorage(outbox, server.url),
    });
    await anna.settled();
    expect(anna.snapshot().unsent).toBe(0);
    expect(await fileStorage(outbox, server.url).messages()).toEqual([]);
    await anna.close();
    const said = await saidIn(server);
    expect(said).toEqual(numbers(next));
    // A client killed before the token is kept comes back as another one, but has not sent anything yet.
    const messages = (await server.records()).filter(({ type }) => type === "message");
    expect(new Set(messages.map(({ client_id }) => client_id)).size).toBe(1);
  });

  test("[SES-7] a server that stops tells when to come back", async () => {
    await using folder = await temporaryFolder();
    const server = await ServerProcess.start({ folder: folder.path });
    const anna = createChatClient({ url: server.url, name: "Анна", client: "e2e/1", locale: "ru" });
    await until("a connection", () => anna.snapshot().connection.phase === "online");
    // The first reason, as it comes: by the time that the server has ended, the next try may have failed already.
    const reasons: string[] = [];
    anna.subscribe(() => {
      const { connection } = anna.snapshot();
      if (connection.phase === "waiting") reasons.push(connection.reason);
    });
    expect(await server.stop()).toBe(0);
    const first = await until("the wait", () => reasons[0]);
    expect(first).toBe("Сервер перезапускается");
    await anna.close();
  });
});

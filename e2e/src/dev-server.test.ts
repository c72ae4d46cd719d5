import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createChatClient } from "@beseda/client";
import { expect, test } from "vitest";
import { Program } from "./harness/program.ts";
import { root, temporaryFolder } from "./harness/place.ts";

/** The options of Node in `npx pnpm dev`. */
const nodeOptions = async (): Promise<readonly string[]> => {
  const { scripts } = JSON.parse(await readFile(join(root, "apps/server/package.json"), "utf8")) as {
    scripts: Readonly<Record<string, string>>;
  };
  return (scripts["dev"] ?? "")
    .split(" ")
    .filter((word, index, words) => index > 0 && index < words.indexOf("src/start.js"));
};

test("the server that restarts when its sources change lets people in, and hashes passwords", async () => {
  await using folder = await temporaryFolder();
  const options = await nodeOptions();
  expect(options).toContain("--watch");
  await using program = new Program([
    ...options,
    join(root, "apps/server/src/start.js"),
    "--log",
    join(folder.path, "messages.json"),
    "--data",
    join(folder.path, "data"),
    "--port",
    "0",
    "--tcp-port",
    "0",
    "--log-format",
    "json",
  ]);
  await program.says(/"http":"http[^\n]+\n/u, 30_000);
  const url = /"http":"(?<url>[^"]+)"/u.exec(program.output)?.groups?.["url"] ?? "";
  {
    const anna = createChatClient({ url, name: "Анна", client: "e2e/1", locale: "ru" });
    await using _ = { [Symbol.asyncDispose]: () => anna.close() };
    await anna.account.register("очень длинный пароль");
  }
  // The watcher passes it on.
  program.kill("SIGTERM");
  await program.exited();
  expect(program.errors).not.toContain("    at ");
});

import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { createChatClient } from "@beseda/client";
import { expect, test } from "vitest";
import { temporaryFolder } from "./harness/place.ts";
import { ownerLink, ServerProcess } from "./harness/server.ts";
import { until } from "./harness/until.ts";

test("[IDN-7] the owner's link is in a file for the operator alone, in nothing that the server writes, and gone once it was used", async () => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, "data", "owner-link.txt");
  const isThere = (): Promise<boolean> =>
    stat(file).then(
      () => true,
      () => false,
    );
  {
    const publicUrl = "https://chat.example/";
    await using server = await ServerProcess.start({
      folder: folder.path,
      arguments: ["--locale", "ru", "--public-url", publicUrl],
    });
    const link = await ownerLink(server);
    expect(link).toMatch(/^https:\/\/chat\.example\/#invitation=[\w-]{40,}$/u);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(server.program.errors).toContain(file);
    expect(server.program.errors.trim().split("\n")).toHaveLength(1);
    const anna = createChatClient({ url: server.url, name: "Анна", client: "e2e/1", locale: "ru" });
    await using _ = { [Symbol.asyncDispose]: () => anna.close() };
    await anna.account.register("очень длинный пароль");
    await anna.account.redeem(link.split("#invitation=")[1] ?? "");
    await until("the end of the file", async () => !(await isThere()));
    for (const told of [server.program.output, server.program.errors, await readFile(server.logFile, "utf8")])
      expect(told).not.toContain("#invitation");
    expect(await server.stop()).toBe(0);
  }
  await using server = await ServerProcess.start({ folder: folder.path });
  expect(await isThere()).toBe(false);
  expect(server.program.errors).toBe("");
});

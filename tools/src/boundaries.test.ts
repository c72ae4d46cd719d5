import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { violations } from "./boundaries.ts";

describe("boundaries", () => {
  test("the workspace keeps them", () => {
    expect(violations(resolve(import.meta.dirname, "../.."))).toEqual([]);
  });

  test("a workspace that breaks them is told where", () => {
    expect(violations(resolve(import.meta.dirname, "../fixtures/broken"))).toEqual([
      "packages/protocol/src/index.ts: packages/protocol must not import @beseda/log",
      "packages/client/src/connection.ts: packages/client must not import @beseda/server/api",
      "apps/cli/src/main.ts: apps/cli must not import @beseda/server/api",
      "apps/cli/src/main.ts: apps/cli must not import ../../server/src/server.ts",
      "apps/server/src/chat/decide.ts: chat must not import gateway/trpc.ts",
    ]);
  });
});

import { expect, test } from "vitest";
import { commandReference } from "./reference.ts";

test("[TXT-3] docs/commands.md is what the command table says: `pnpm --filter protocol reference` makes it anew", async () => {
  await expect(commandReference()).toMatchFileSnapshot("../../../../docs/commands.md");
});

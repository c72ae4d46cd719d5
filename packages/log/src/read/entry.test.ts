import { expect, test } from "vitest";
import { openSimulated } from "../../testing/crash.ts";
import { said } from "../../testing/drafts.ts";
import { SimulatedDisk } from "../../testing/simulated-disk.ts";
import { isPostEntry } from "./entry.ts";

test("[SES-3] what is a message is seen without parsing it, whatever is said", async () => {
  const log = await openSimulated(new SimulatedDisk());
  const confusing = [
    '"type":"message"',
    '{"type":"message","type":"topic"}',
    '\\"type":"joined',
    "",
    "Привет",
  ];
  for (const text of confusing) {
    await log.append([said(text)]);
    const common = {
      room: "lobby",
      client_id: "Client_1",
      name: text,
      sender: "server",
      message: text,
    } as const;
    await log.append([{ ...common, type: "joined" }]);
    await log.append([{ ...common, type: "topic", topic: text }]);
  }
  const entries = await log.read({ after: 0 });
  expect(entries.map(isPostEntry)).toEqual(entries.map(({ record }) => record.type === "message"));
  expect(entries.filter(isPostEntry)).toHaveLength(confusing.length);
  expect(entries.map(({ seq }) => seq)).toEqual(entries.map(({ record }) => record.seq));
  await log.close();
});

import { isKnown, isOf, type RecordDraft } from "@beseda/protocol";
import { sampleRecords } from "@beseda/protocol/testing";
import { expect, test } from "vitest";
import { temporaryChat } from "../../testing/temporary-log.ts";
import { RedactedLog } from "./redacted-log.ts";

const secret = "что было сказано";

test("[LOG-12] what was taken back is not served, whether or not the message is understood", async () => {
  await using chat = await temporaryChat();
  const { message, deleted } = sampleRecords;
  const said = { ...message, message: secret };
  const strange = { ...said, id: "m-901", reply_to: secret } as unknown as RecordDraft;
  const entries = await chat.log.append([said, strange]);
  for (const { record } of entries) await chat.log.append([{ ...deleted, target: record.seq }]);

  const log = new RedactedLog(chat.log, () => chat.chat.state);
  const served = (await log.read({ after: 1 })).slice(0, 2);
  for (const { record, bytes } of served) {
    expect(Buffer.from(bytes).toString()).not.toContain(secret);
    expect(Buffer.from(bytes).toString()).not.toContain('"salt"');
    expect(JSON.parse(Buffer.from(bytes).toString())).toMatchObject({
      ...record,
      message: "",
      deleted: true,
    });
  }
  expect(served.map(({ record }) => isOf(record, "message"))).toEqual([true, false]);
  expect(served.map(({ record }) => isKnown(record))).toEqual([true, false]);
});

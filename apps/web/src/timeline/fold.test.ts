import type { TimelineNotice } from "@beseda/client";
import { anna, boris, connectedRecord, disconnectedRecord, vera } from "@beseda/client/testing";
import type { ChatRecord } from "@beseda/protocol";
import { describe, expect, test } from "vitest";
import { foldNotices } from "./fold.ts";

const at = (seq: number) => ({ seq, time: "2026-11-21T10:00:00.000Z", room: "lobby" });
const notices = (...records: readonly ChatRecord[]): readonly TimelineNotice[] =>
  records.map((record) => ({
    kind: "notice",
    key: `#${record.seq}`,
    seq: record.seq,
    time: record.time,
    record,
  }));

describe("fold", () => {
  test("[web] each person is told once, by what it came to", () => {
    const fold = foldNotices(
      notices(
        connectedRecord(anna, at(1)),
        disconnectedRecord(boris, at(2)),
        connectedRecord(vera, at(3)),
        disconnectedRecord(vera, at(4)),
        disconnectedRecord(anna, at(5)),
        connectedRecord(anna, at(6)),
        connectedRecord(boris, at(7)),
      ),
    );
    expect(fold).toEqual({ came: ["Анна"], went: [], passed: ["Вера"], returned: ["Борис"], others: [] });
  });

  test("[web] two people of one name are two", () => {
    const other = { ...anna, client_id: "Client_9" };
    expect(foldNotices(notices(connectedRecord(anna, at(1)), connectedRecord(other, at(2)))).came).toEqual([
      "Анна",
      "Анна",
    ]);
  });

  test("[web] what is neither coming nor going is kept as it is", () => {
    const topic: ChatRecord = {
      ...at(1),
      ...anna,
      type: "topic",
      prev: 0,
      topic: "выпуск",
      sender: "server",
      message: "",
    };
    const fold = foldNotices(notices(topic));
    expect(fold.others.map(({ record }) => record)).toEqual([topic]);
    expect(fold.came).toEqual([]);
  });
});

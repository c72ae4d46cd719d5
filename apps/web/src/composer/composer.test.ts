import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { memoryKeep } from "../store/keep.ts";
import { createDrafts } from "./draft.ts";
import { intentOf } from "./intent.ts";
import { roomForText } from "./room-for-text.ts";

describe("drafts", () => {
  test("[web] each room has its own draft, and it outlives the page", () => {
    const keep = memoryKeep();
    const drafts = createDrafts(keep);
    drafts.save("lobby", "при");
    drafts.save("кухня", "чай?");
    const afterReload = createDrafts(keep);
    expect(afterReload.of("lobby")).toBe("при");
    expect(afterReload.of("кухня")).toBe("чай?");
    afterReload.save("lobby", "");
    expect(drafts.of("lobby")).toBe("");
    expect(drafts.of("кухня")).toBe("чай?");
  });
});

describe("what was typed", () => {
  test("[TXT-1] a text is said, `//` escapes a slash", () => {
    expect(intentOf("  Привет\nвсем ")).toEqual({ kind: "say", text: "Привет\nвсем" });
    expect(intentOf("//quit")).toEqual({ kind: "say", text: "/quit" });
    expect(intentOf(" \n ")).toEqual({ kind: "nothing" });
    expect(intentOf("/ и так далее")).toEqual({ kind: "say", text: "/ и так далее" });
  });

  test("[TXT-1] a line that begins with `/` is a command", () => {
    expect(intentOf("/me машет рукой")).toEqual({ kind: "say", text: "машет рукой", action: true });
    expect(intentOf("/NICK Анна Мария")).toEqual({ kind: "rename", name: "Анна Мария" });
    expect(intentOf("/join #кухня")).toEqual({ kind: "join", room: "кухня" });
    expect(intentOf("/quit")).toEqual({ kind: "quit" });
    expect(intentOf("/quit до завтра")).toEqual({ kind: "quit", farewell: "до завтра" });
  });

  test("[TXT-4] a bad command is not said to everybody", () => {
    expect(intentOf("/fly away")).toEqual({ kind: "unknown", command: "fly" });
    expect(intentOf("/nick ")).toEqual({ kind: "incomplete", command: "nick" });
  });

  test("[TXT-1] what does not begin with `/` is said as it stands, whatever it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (typed) => {
        const text = typed.trim();
        fc.pre(text !== "" && !text.startsWith("/"));
        expect(intentOf(typed)).toEqual({ kind: "say", text });
      }),
    );
  });
});

describe("length", () => {
  test("[web] the counter appears near the limit, and counts what people count", () => {
    expect(roomForText("а".repeat(89), 100)).toEqual({ kind: "plenty" });
    expect(roomForText("а".repeat(90), 100)).toEqual({ kind: "little", left: 10 });
    expect(roomForText("🙂".repeat(100), 100)).toEqual({ kind: "little", left: 0 });
    expect(roomForText("🙂".repeat(103), 100)).toEqual({ kind: "over", by: 3 });
    expect(roomForText(`${" ".repeat(50)}а${"\n".repeat(60)}`, 100)).toEqual({ kind: "plenty" });
  });
});

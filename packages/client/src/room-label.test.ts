import { describe, expect, test } from "vitest";
import { roomLabel, roomWord } from "./room-label.ts";

describe("what a room is called", () => {
  test.each([
    [{ room: "lobby" }, "#lobby"],
    [{ room: "книги", title: "Книги и чай" }, "#Книги и чай"],
    [{ room: "~книги-0123456789ab" }, "~книги"],
    [{ room: "~книги-0123456789ab", title: "Книги" }, "~Книги"],
    [{ room: "@Client_1+Client_2", title: "Борис" }, "@Борис"],
  ])("[DIR-1] %j is %s", (summary, word) => {
    expect(roomWord(summary)).toBe(word);
    expect(roomLabel(summary).name).toBe(word.slice(1));
  });
});

import { expect, test } from "vitest";
import { textPathOf } from "./text-path.ts";

test.each([
  ["/", {}],
  ["/ws", {}],
  ["/ws/", {}],
  ["/chat", {}],
  ["/websocket", {}],
  ["/ws/%D0%90%D0%BD%D0%BD%D0%B0", { name: "Анна" }],
  ["/ws/42", { name: "42" }],
  ["/chat/books", { room: "books" }],
  ["/ws/chat/%D0%BA%D0%BD%D0%B8%D0%B3%D0%B8/", { room: "книги" }],
  ["/trpc", undefined],
  ["/chat/trpc", undefined],
  ["/ws/trpc", undefined],
  ["/ws/a/b", undefined],
  ["/ws/%E0", undefined],
  ["/assets/index.js", undefined],
])("[PRG-3] the path %s says %j", (path, said) => {
  expect(textPathOf(path)).toEqual(said);
});

import { describe, expect, test } from "vitest";
import { commandNames, completeCommand, helpAbout, helpList, misuseOf } from "../index.ts";

describe("help", () => {
  test("[TXT-3] lists every command of the table, in both languages", () => {
    for (const locale of ["ru", "en"] as const) {
      const list = helpList(locale);
      expect(list.map((line) => /^\/(\w+)/u.exec(line)?.[1])).toEqual(commandNames);
    }
    expect(helpList("ru").join("\n")).toMatch(/\/nick ИМЯ +взять другое имя/u);
  });

  test("[TXT-3] tells about one command, by an alias too", () => {
    expect(helpAbout("имя", "ru")).toEqual([
      "/nick ИМЯ — взять другое имя.",
      "Например: /nick Анна",
      "Также: /name, /имя",
    ]);
    expect(helpAbout("nik", "en")).toEqual([
      "There is no command /nik. Did you mean /nick? Type /help for the list, or // in front to say the line as it is.",
    ]);
  });

  test("[TXT-4] a command with wrong arguments is answered with what to type", () => {
    expect(misuseOf("nick", "ru")).toBe("Надо так: /nick ИМЯ — взять другое имя. Например: /nick Анна");
  });
});

describe("completion", () => {
  const known = {
    rooms: ["lobby", "книги"],
    names: ["Борис", "Анна Каренина"],
    messages: [12, 7],
    ownMessages: [7],
  };

  test.each([
    ["привет", []],
    ["/hi", ["/history "]],
    ["/join к", ["/join книги "]],
    ["/join ", ["/join lobby ", "/join книги "]],
    ["/msg б", ["/msg Борис "]],
    ["/msg анна", ['/msg "Анна Каренина" ']],
    ['/msg "анна', ['/msg "Анна Каренина" ']],
    ["/lang r", ["/lang ru "]],
    ["/help qu", ["/help quit "]],
    ["/ping ", []],
    ["/join #к", ["/join книги "]],
    ["/reply ", ["/reply 12 ", "/reply 7 "]],
    ["/edit #", ["/edit 7 "]],
    ["/nothing ", []],
  ])("[TXT-3] of %j gives %j", (typed, lines) => {
    expect(completeCommand(typed, known)).toEqual(lines);
  });
});

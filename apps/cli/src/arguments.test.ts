import { describe, expect, test } from "vitest";
import { parseArguments } from "./arguments.ts";
import type { Environment, Invocation, Settings } from "./settings.ts";

const parse = (argv: readonly string[], env: Environment = {}): Invocation =>
  parseArguments({ argv, env, version: "1.2.3" });

const settingsOf = (argv: readonly string[], env: Environment = {}): Settings => {
  const invocation = parse(argv, env);
  if (invocation.kind !== "chat") throw new Error(JSON.stringify(invocation));
  return invocation.settings;
};

const refusalOf = (argv: readonly string[], env: Environment = {}): string => {
  const invocation = parse(argv, env);
  if (invocation.kind !== "refusal") throw new Error(JSON.stringify(invocation));
  return invocation.message;
};

describe("the command line", () => {
  test("without options it is the usual server, the lobby, and a question for the name", () => {
    expect(settingsOf([])).toEqual({
      url: "http://127.0.0.1:8765",
      name: undefined,
      room: "lobby",
      locale: "en",
      isPlain: false,
      hasColor: true,
      isFollowing: false,
      isBesideServer: false,
      timeoutMs: 10_000,
      profile: undefined,
    });
  });

  test.each<[readonly string[], Environment, Partial<Settings>]>([
    [["--name", "  Анна "], {}, { name: "Анна" }],
    [["--", "--name", "Анна"], {}, { name: "Анна" }],
    [["--url", "chat.example.org:80/x/"], {}, { url: "http://chat.example.org/x" }],
    [["--url", "wss://chat.example.org"], {}, { url: "wss://chat.example.org" }],
    [["--plain", "--follow", "--timeout", "0.5"], {}, { isPlain: true, isFollowing: true, timeoutMs: 500 }],
    [["--no-color"], {}, { hasColor: false }],
    [[], { NO_COLOR: "1" }, { hasColor: false }],
    [[], { NO_COLOR: "" }, { hasColor: true }],
    [[], { TERM: "dumb" }, { isPlain: true }],
    [
      [],
      { BESEDA_URL: "http://h:1", BESEDA_NAME: "Вера", BESEDA_PROFILE: "/p" },
      { url: "http://h:1", name: "Вера", profile: "/p" },
    ],
    [["--name", "Анна"], { BESEDA_NAME: "Вера" }, { name: "Анна" }],
    [[], { LANG: "ru_RU.UTF-8" }, { locale: "ru" }],
    [[], { LANG: "ru_RU.UTF-8", LC_ALL: "C.UTF-8" }, { locale: "en" }],
    [["--locale=ru"], { LANG: "en_GB.UTF-8" }, { locale: "ru" }],
    [["--locale", "en"], { BESEDA_LOCALE: "ru" }, { locale: "en" }],
  ])("%j with %j", (argv, env, expected) => {
    expect(settingsOf(argv, env)).toMatchObject(expected);
  });

  test.each<[readonly string[], Environment, RegExp]>([
    [["--frob"], {}, /^There is no option --frob\. See --help\.$/u],
    [["--name"], {}, /^The option --name needs a value\. See --help\.$/u],
    [["--name", " "], {}, /cannot be a name: a name has 1 to 32 visible characters\.$/u],
    [["--room", "a b"], {}, /^“a b” cannot be a room/u],
    [["--url", "ftp://x"], {}, /^“ftp:\/\/x” is not the address of a server/u],
    [["--locale", "fr"], {}, /^“fr” is no language of Beseda\. Use ru or en\.$/u],
    [["--timeout", "soon"], {}, /^“soon” is not a number of seconds/u],
    [["Анна"], {}, /^“Анна” is one word too many/u],
    [[], { BESEDA_URL: "nonsense://" }, /^“nonsense:\/\/” is not the address/u],
    [["--frob"], { LANG: "ru_RU.UTF-8" }, /^Параметра --frob нет\. Список: --help\.$/u],
  ])("[TXT-4] %j with %j is refused in one sentence that says what to do", (argv, env, message) => {
    expect(refusalOf(argv, env)).toMatch(message);
  });

  test("--help and --version are answers, in the language of the person", () => {
    expect(parse(["--version"])).toEqual({ kind: "answer", text: "1.2.3" });
    const help = parse(["--help"], { LANG: "ru_RU.UTF-8" });
    expect(help).toMatchObject({ kind: "answer" });
    expect(JSON.stringify(help)).toContain("адрес сервера");
  });
});

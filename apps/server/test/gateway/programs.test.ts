import { setTimeout as sleep } from "node:timers/promises";
import { isOf, jsonLineSchema } from "@beseda/protocol";
import { describe, expect, test } from "vitest";
import { TcpWire, WebSocketWire, type ProgramWire } from "../../testing/program-wire.ts";
import {
  temporaryServer,
  type TemporaryServer,
  type TemporaryServerOptions,
} from "../../testing/running-server.ts";
import { WebSocketClient } from "../../testing/text-client.ts";

/** A pause longer than the one that ends a line. */
const pauseMs = 300;
const bytes = (text: string): Buffer => Buffer.from(text, "utf8");
/** Returns JSON as `json.dumps` writes it: only ASCII. */
const ascii = (value: object): string =>
  JSON.stringify(value).replaceAll(
    /[\u0080-\uFFFF]/gu,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

/** The behaviour of a program that was written for another chat. */
interface Habit {
  readonly called: string;
  readonly on: readonly ("tcp" | "websocket")[];
  readonly act: (wire: ProgramWire) => Promise<void> | void;
  /** The authors and texts in the log: the program's own words, under its own name only. */
  readonly said: readonly (readonly [string, string])[];
  readonly path?: string;
  readonly settings?: TemporaryServerOptions["settings"];
}

const both = ["tcp", "websocket"] as const;
/** The name of a client that took none. */
const nameless = "Client_2";

const habits: readonly Habit[] = [
  {
    called: "puts its name in front of each text and ends no line",
    on: both,
    act: async (wire) => {
      wire.send("Борис: привет");
      await wire.hears("Борис: привет");
      wire.send("Борис: как дела?");
    },
    said: [
      [nameless, "Борис: привет"],
      [nameless, "Борис: как дела?"],
    ],
  },
  {
    called: "waits for the word NICK, which never comes, and talks all the same",
    on: both,
    act: async (wire) => {
      const reader = setInterval(() => wire.heard.endsWith("NICK") && wire.send("Борис"), 10);
      await wire.hears("#lobby");
      await sleep(pauseMs);
      clearInterval(reader);
      wire.send("Борис: привет");
    },
    said: [[nameless, "Борис: привет"]],
  },
  {
    called: "sends its name, then its texts, without an end of line",
    on: both,
    act: async (wire) => {
      wire.send("Борис");
      await wire.hears("/nick Борис");
      wire.send("привет");
    },
    said: [
      [nameless, "Борис"],
      [nameless, "привет"],
    ],
  },
  {
    called: "sends its name as a first line, to a server that takes it as that",
    on: both,
    settings: { firstLine: "name" },
    act: (wire) => {
      wire.send("Борис\n");
      wire.send("привет\n");
    },
    said: [["Борис", "привет"]],
  },
  {
    called: "says nothing before it has read a prompt",
    on: both,
    act: async (wire) => {
      await wire.hears("\n");
      wire.send("/nick Борис\n");
      await wire.hears("Теперь вы Борис");
      wire.send("привет\n");
    },
    said: [["Борис", "привет"]],
  },
  {
    called: "cuts within a letter",
    on: ["tcp"],
    act: async (wire) => {
      const text = bytes("привет, как дела?");
      wire.send(text.subarray(0, 7));
      await sleep(pauseMs);
      wire.send(text.subarray(7));
    },
    said: [[nameless, "привет, как дела?"]],
  },
  {
    called: "sends byte by byte",
    on: ["tcp"],
    act: async (wire) => {
      for (const byte of bytes("/nick Борис\nпривет\n")) {
        wire.send(Uint8Array.of(byte));
        // oxlint-disable-next-line no-await-in-loop -- each by itself
        await sleep(3);
      }
    },
    said: [["Борис", "привет"]],
  },
  ...(["\r\n", "\r", "\n", "\r\0"] as const).map((end): Habit => ({
    called: `ends its lines with ${JSON.stringify(end)}`,
    on: end === "\r\0" ? ["tcp"] : both,
    act: (wire) => wire.send(`/nick Борис${end}привет${end}как дела?${end}`),
    said: [
      ["Борис", "привет"],
      ["Борис", "как дела?"],
    ],
  })),
  {
    called: "is telnet: it negotiates first",
    on: ["tcp"],
    act: async (wire) => {
      wire.send(Uint8Array.of(0xff, 0xfd, 0x03, 0xff, 0xfb, 0x18, 0xff, 0xfb, 0x1f));
      await sleep(pauseMs);
      wire.send(Uint8Array.of(0xff, 0xfa, 0x1f, 0, 80, 0, 24, 0xff, 0xf0));
      wire.send("/nick Борис\r\nпри");
      await sleep(pauseMs);
      wire.send("вет\r\n");
    },
    said: [["Борис", "привет"]],
  },
  {
    called: "says several lines in one piece",
    on: both,
    act: (wire) => wire.send("раз\nдва\nтри\n"),
    said: [
      [nameless, "раз"],
      [nameless, "два"],
      [nameless, "три"],
    ],
  },
  {
    called: "has its name in the path",
    on: ["websocket"],
    path: "/ws/%D0%91%D0%BE%D1%80%D0%B8%D1%81",
    act: (wire) => wire.send("привет"),
    said: [["Борис", "привет"]],
  },
  {
    called: "has its name in the path, and in each object too",
    on: ["websocket"],
    path: "/ws/%D0%91%D0%BE%D1%80%D0%B8%D1%81",
    act: (wire) => wire.send(ascii({ username: "Борис", message: "привет" })),
    said: [["Борис", "привет"]],
  },
  {
    called: "sends frames of bytes",
    on: ["websocket"],
    path: "/?name=Борис",
    act: (wire) => wire.send(bytes("привет")),
    said: [["Борис", "привет"]],
  },
];

/** Programs that parse everything they get. */
const jsonHabits: readonly Habit[] = [
  ...["", "\n", "\r\n"].map((end): Habit => ({
    called: `sends objects that end with ${JSON.stringify(end)}`,
    on: both,
    act: async (wire) => {
      wire.send(`${ascii({ username: "Борис", message: "привет" })}${end}`);
      await wire.hears("acknowledged");
      wire.send(`${ascii({ username: "Борис", message: "как\nдела?" })}${end}`);
    },
    said: [
      ["Борис", "привет"],
      ["Борис", "как\nдела?"],
    ],
  })),
  {
    called: "glues objects together",
    on: both,
    act: (wire) => wire.send(ascii({ name: "Борис", text: "раз" }) + ascii({ name: "Борис", text: "два" })),
    said: [
      ["Борис", "раз"],
      ["Борис", "два"],
    ],
  },
  {
    called: "sends an object in two pieces, cut within a letter",
    on: ["tcp"],
    act: async (wire) => {
      const object = bytes(JSON.stringify({ name: "Борис", message: "привет" }));
      wire.send(object.subarray(0, 12));
      await sleep(pauseMs);
      wire.send(object.subarray(12));
    },
    said: [["Борис", "привет"]],
  },
  {
    called: "introduces itself before it says anything",
    on: both,
    act: async (wire) => {
      wire.send(`${ascii({ type: "join", username: "Борис" })}\n`);
      await wire.hears("welcome");
      wire.send(`${ascii({ type: "message", username: "Борис", content: "привет" })}\n`);
    },
    said: [["Борис", "привет"]],
  },
  {
    called: "speaks for others too",
    on: both,
    act: (wire) => {
      wire.send(`${ascii({ sender: "Борис", content: "раз" })}\n`);
      wire.send(`${ascii({ sender: "Анна", content: "два" })}\n`);
    },
    said: [
      ["Борис", "раз"],
      ["Борис", "два"],
    ],
  },
  {
    called: "says nothing before it has read an object, where everything is one",
    on: ["websocket"],
    path: "/json",
    act: async (wire) => {
      await wire.hears("welcome");
      wire.send(ascii({ user: "Борис", msg: "привет" }));
    },
    said: [["Борис", "привет"]],
  },
];

const open = (
  server: TemporaryServer,
  via: "tcp" | "websocket",
  path: string | undefined,
): Promise<ProgramWire> => (via === "tcp" ? TcpWire.open(server) : WebSocketWire.open(server, path));

/** A history longer than one read of a program, of two-byte letters, as long as a newcomer gets. */
const history = Array.from({ length: 60 }, (_, index) => `история ${index} ${"ё".repeat(index * 7)}`);

const talk = async (habit: Habit, via: "tcp" | "websocket"): Promise<string> => {
  await using server = await temporaryServer({ silentMs: 500, settings: habit.settings ?? {} });
  await using anna = await WebSocketClient.connect(server, { name: "Анна" });
  anna.type(...history);
  await anna.sees("история 59");
  await using wire = await open(server, via, habit.path);
  await habit.act(wire);
  const [author = "", last = ""] = habit.said.at(-1) ?? [];
  const [, lastLine = last] = last.split("\n");
  await anna.sees(last.includes("\n") ? `  | ${lastLine}` : `] ${author}: ${last}`);
  await anna.ask("слышно?", "Анна: слышно?");
  await wire.hears("слышно?");
  const said = (await server.records()).flatMap((record) =>
    isOf(record, "message") && record.client_id !== "Client_1" ? [[record.name, record.message]] : [],
  );
  expect(said).toEqual(habit.said);
  return wire.heard;
};

const pairs = (table: readonly Habit[]): readonly (readonly [string, Habit, "tcp" | "websocket"])[] =>
  table.flatMap((habit) => habit.on.map((via) => [`${habit.called}, over ${via},`, habit, via] as const));

describe("a program", () => {
  test.each(pairs(habits))("[PRG-11] that %s is heard, and hears", async (_called, habit, via) => {
    const heard = await talk(habit, via);
    expect(heard).toMatch(habit.called.includes("object") ? /"Анна"/u : /\] Анна: слышно\?/u);
    // Newcomers get the whole history, whatever their protocol.
    expect(heard).toContain("история 59");
  });
});

describe("a program that parses", () => {
  test.each(pairs(jsonHabits))(
    "[PRG-11] and %s is heard, and hears objects only",
    async (_called, habit, via) => {
      const heard = await talk(habit, via);
      const lines = heard.split("\n").filter((line) => line !== "");
      const objects = lines.map((line) => jsonLineSchema.parse(JSON.parse(line)));
      const heardOfAnna = objects.filter(({ type, name }) => type === "message" && name === "Анна");
      expect(heardOfAnna.map(({ message }) => message)).toContain("слышно?");
      expect(heardOfAnna.map(({ message }) => message)).toContain("история 59 " + "ё".repeat(59 * 7));
    },
  );
});

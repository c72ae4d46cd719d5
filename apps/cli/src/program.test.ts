import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { FakeChatClient } from "@beseda/client/testing";
import { describe, expect, test } from "vitest";
import { parseArguments } from "./arguments.ts";
import { cliTextsOf } from "./locale/texts.ts";
import { Profiles } from "./profile/profiles.ts";
import { runProgram, type ConnectOptions } from "./program.ts";
import { HeadlessTerminal } from "../testing/headless-terminal.ts";
import { openScreen } from "./ui/screen.tsx";

const texts = cliTextsOf("ru");

const settingsOf = (argv: readonly string[]) => {
  const invocation = parseArguments({ argv: [...argv, "--locale", "ru"], env: {}, version: "1" });
  if (invocation.kind !== "chat") throw new Error("the options are not understood");
  return invocation.settings;
};

/** Starts the program on a terminal, with a server played by the test. */
const start = (argv: readonly string[] = [], root = mkdtempSync(join(tmpdir(), "beseda-program-"))) => {
  const terminal = new HeadlessTerminal({ columns: 80, rows: 20 });
  const { stdin, stdout } = terminal.streams;
  const connections: (ConnectOptions & { readonly client: FakeChatClient })[] = [];
  let askToEnd = (): void => undefined;
  const done = runProgram({
    settings: settingsOf(argv),
    profiles: new Profiles(root, settingsOf(argv).url),
    connect: (options) => {
      const client = new FakeChatClient({ name: options.name });
      connections.push({ ...options, client });
      return client;
    },
    openScreen: async (drawn, surroundings) => openScreen(drawn, surroundings),
    onEndRequest: (callback) => {
      askToEnd = callback;
      return () => undefined;
    },
    pause: () => Promise.resolve(),
    stdin,
    stdout,
    stderr: stdout,
  });
  const connected = async (count: number): Promise<FakeChatClient> => {
    await expect.poll(() => connections.length).toBe(count);
    const [connection] = connections.slice(-1);
    if (!connection) throw new Error("nobody has connected");
    return connection.client;
  };
  return { terminal, done, root, connections, connected, end: () => askToEnd() };
};

const sees = (terminal: HeadlessTerminal, part: string | RegExp) =>
  expect.poll(() => terminal.text()).toMatch(part);

describe("the program on a terminal", () => {
  test("[SES-4] asks for a name, talks, and ends with the farewell and 0", async () => {
    const { terminal, done, connections, connected } = start();
    await sees(terminal, "Как вас зовут?");
    terminal.press("Анна\r");
    const client = await connected(1);
    client.greet();
    await sees(terminal, "Вы – Анна");
    terminal.press("\u0003");
    expect(await done).toBe(0);
    await sees(terminal, /Сессия завершена\. До свидания!$/u);
    expect(connections).toMatchObject([{ name: "Анна", keepsUnsent: true }]);
    expect(client.calls).toEqual(["quit", "close"]);
  });

  test("[A3] goes on as the account that one logs in to, with its token", async () => {
    const { terminal, done, connections, connected, end } = start(["--name", "Анна"]);
    (await connected(1)).greet();
    await sees(terminal, "Вы – Анна");
    terminal.press("/login Вера длинный пароль\r");
    (await connected(2)).greet({ name: "Вера" });
    await sees(terminal, "Вы – Вера");
    expect(connections).toMatchObject([{ name: "Анна" }, { name: "Вера", token: "token of Вера" }]);
    end();
    expect(await done).toBe(0);
  });

  test("suggests the name of the last time, and finds the same folder for it", async () => {
    const first = start(["--name", "Анна"]);
    (await first.connected(1)).greet();
    first.end();
    expect(await first.done).toBe(0);
    const second = start([], first.root);
    await sees(second.terminal, "Как вас зовут? Enter – Анна");
    second.terminal.press("\r");
    (await second.connected(1)).greet();
    second.end();
    await second.done;
    expect(second.connections[0]?.folder).toBe(first.connections[0]?.folder);
  });

  test("a name that the server does not take is asked for again, with the reason", async () => {
    const { terminal, done, connections, connected, end } = start(["--name", "Борис"]);
    const reason = "Имя «Борис» занято. Выберите другое.";
    (await connected(1)).connection({ phase: "ended", code: 4000, status: "protocol-error", reason });
    await sees(terminal, reason);
    await sees(terminal, "Как вас зовут?");
    terminal.press("Анна\r");
    (await connected(2)).greet();
    await sees(terminal, "Вы – Анна");
    end();
    expect(await done).toBe(0);
    expect(connections.map(({ name }) => name)).toEqual(["Борис", "Анна"]);
  });

  test("who was removed is told why, and the exit code says it, too", async () => {
    const { terminal, done, connected } = start(["--name", "Анна"]);
    const client = await connected(1);
    client.greet();
    client.connection({ phase: "ended", code: 4003, status: "kicked", reason: "Удалено модератором" });
    expect(await done).toBe(1);
    await sees(terminal, texts.connection.closed("Удалено модератором"));
  });

  test("what was not sent is kept, and the person is told", async () => {
    const { terminal, done, connected, end } = start(["--name", "Анна"]);
    const client = await connected(1);
    await sees(terminal, "Анна ›");
    terminal.press("в никуда\r");
    await expect.poll(() => client.waiting.length).toBe(1);
    end();
    expect(await done).toBe(0);
    await sees(terminal, texts.notes.kept(1).slice(0, 40));
  });

  test("Ctrl-C at the question is the end of it", async () => {
    const { terminal, done, connections } = start();
    await sees(terminal, "Как вас зовут?");
    terminal.press("\u0003");
    expect(await done).toBe(0);
    expect(connections).toEqual([]);
  });

  test("a folder that cannot be written to costs the memory, not the chat", async () => {
    const { terminal, done, connections, connected, end } = start(["--name", "Анна"], "/dev/null/nowhere");
    (await connected(1)).greet();
    await sees(terminal, /В папке \/dev\/null\/nowhere ничего нельзя сохранить/u);
    await sees(terminal, "Вы – Анна");
    end();
    expect(await done).toBe(0);
    expect(connections[0]?.folder).toBeUndefined();
  });
});

describe("the program in a pipe", () => {
  test("has a name without a question, and its identity is its own", async () => {
    const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
    const options: ConnectOptions[] = [];
    const client = new FakeChatClient();
    const done = runProgram({
      settings: settingsOf(["--follow"]),
      profiles: new Profiles(mkdtempSync(join(tmpdir(), "beseda-program-")), "http://127.0.0.1:8765"),
      connect: (option) => {
        options.push(option);
        return client;
      },
      openScreen: () => Promise.reject(new Error("nothing is drawn in a pipe")),
      onEndRequest: () => () => undefined,
      pause: () => Promise.resolve(),
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- streams that are not terminals
      ...({ stdin, stdout, stderr } as unknown as Pick<
        Parameters<typeof runProgram>[0],
        "stdin" | "stdout" | "stderr"
      >),
    });
    client.greet();
    stdin.end("/quit\n");
    expect(await done).toBe(0);
    expect(options.map(({ name }) => name)).toEqual(["Терминал"]);
    expect(options[0]?.keepsUnsent).toBeFalsy();
    expect(String(stdout.read())).toMatch(/Добро пожаловать[^]*До свидания!\n$/u);
  });
});

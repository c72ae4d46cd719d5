import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "vitest";
import { codeIn, onServer } from "./document.ts";
import { WebSocketLines } from "./lines.ts";
import { temporaryFolder } from "./place.ts";
import { run } from "./run.ts";
import { ServerProcess } from "./server.ts";

/** A program of `docs/clients/`. */
export interface ChatProgram {
  readonly page: string;
  readonly language: string;
  /** The number of the piece of code on the page. */
  readonly piece: number;
  /** The name that it gives itself. */
  readonly name: string;
  /** The name of its file. */
  readonly file: string;
  /** The command that makes a program of the file, if one is needed. */
  readonly build?: readonly [string, ...string[]];
  readonly start: readonly [string, ...string[]];
}

/**
 * Runs a program as it stands in the document, beside Анна: it says hello, Анна reads that under its name, and with her
 * «пока» it leaves as it should, with exit code 0.
 * @returns what it printed
 */
export const runChatProgram = async ({
  page,
  language,
  piece,
  name,
  ...how
}: ChatProgram): Promise<{ readonly lines: readonly string[]; readonly text: string }> => {
  await using folder = await temporaryFolder();
  await using server = await ServerProcess.start({ folder: folder.path, arguments: ["--locale", "ru"] });
  const code = (await codeIn(`docs/clients/${page}`, language))[piece] ?? "";
  await writeFile(join(folder.path, how.file), onServer(code, server));
  // Files that compilers and runtimes keep are removed with the folder.
  const env = { HOME: folder.path, GOCACHE: join(folder.path, "cache"), LC_ALL: "C.UTF-8" };
  const options = { cwd: folder.path, env };
  if (how.build) {
    const [compiler, ...arguments_] = how.build;
    expect((await run(compiler, arguments_, options)).code).toBe(0);
  }
  await using anna = new WebSocketLines(server.url, { name: "Анна" });
  await anna.sees("#lobby");
  const meanwhile = async (): Promise<void> => {
    await anna.sees(`] ${name}: Всем привет!`);
    anna.type("пока");
  };
  const [command, ...arguments_] = how.start;
  const ran = await run(command, arguments_, { ...options, meanwhile });
  expect(ran.code).toBe(0);
  await anna.sees(`*** ${name} покидает чат`);
  return { lines: ran.lines, text: ran.lines.join("\n") };
};

const time = String.raw`\d\d:\d\d:\d\d`;

/** The output of a program that speaks text: its message acknowledged, those of others, the farewell. */
export const talkOf = (name: string): RegExp =>
  new RegExp(
    String.raw`^Принято #\d+ в ${time}\n\[${time}\] ${name}: Всем привет!$[^]*^\[${time}\] Анна: пока$[^]*^Сессия завершена\. До свидания!`,
    "mu",
  );

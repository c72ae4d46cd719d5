import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { temporaryFolder } from "./temporary-folder.ts";

/** A workspace with a program that is built from itself and from one package beside it. */
export interface Workspace {
  readonly home: string;
  /** Writes a file, by its path in the workspace. */
  readonly write: (path: string, text: string) => void;
}

const builder = new URL("../src/build.ts", import.meta.url).href;

/** The program's build script: it joins its own word and that of its package, and records that it ran. */
const buildScript = `
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { build } from ${JSON.stringify(builder)};
const read = (path) => readFileSync(new URL(path, import.meta.url), "utf8");
await build(new URL("..", import.meta.url).pathname.slice(0, -1), async (folder) => {
  const word = read("word.ts") + read("../../../packages/part/src/part.ts");
  if (word.includes("ошибка")) throw new Error("Ошибка в word.ts");
  writeFileSync(folder + "/main.js", "export const word = " + JSON.stringify(word));
  appendFileSync(new URL("../builds", import.meta.url), "+");
});
`;

export const workspace = (): Workspace => {
  const root = temporaryFolder();
  const home = join(root, "apps/word");
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  write("pnpm-lock.yaml", "1");
  write("packages/part/package.json", '{"type":"module"}');
  write("packages/part/src/part.ts", " и два");
  write(
    "apps/word/package.json",
    '{"type":"module","dependencies":{"part":"workspace:*","other":"catalog:"}}',
  );
  write("apps/word/src/word.ts", "раз");
  write("apps/word/src/build.ts", buildScript);
  mkdirSync(join(home, "node_modules"));
  symlinkSync(join(root, "packages/part"), join(home, "node_modules/part"));
  return { home, write };
};

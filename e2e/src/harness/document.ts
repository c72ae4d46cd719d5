import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { root } from "./place.ts";
import type { ServerProcess } from "./server.ts";

/** The pieces of code in a document, in their order. */
export const codeIn = async (path: string, language: string): Promise<readonly string[]> => {
  const text = await readFile(join(root, path), "utf8");
  const fence = new RegExp(`^\`\`\`${language}\\n(?<code>[^]*?)^\`\`\``, "gmu");
  return [...text.matchAll(fence)].map((match) => match.groups?.["code"] ?? "");
};

/** The same program, for the server of a test. */
export const onServer = (code: string, { port, tcpPort }: ServerProcess): string =>
  code
    .replaceAll("localhost", "127.0.0.1")
    .replaceAll("8765", String(port))
    .replaceAll("8766", String(tcpPort));

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { builtFolder } from "@beseda/bin/built-folder";
import { home } from "../../home.ts";

/** The page's program in one piece. */
export const pageScript = async (): Promise<string> =>
  readFile(join(await builtFolder(home), "page.js"), "utf8");

/** The page's style sheet. */
export const pageStyle = async (): Promise<string> =>
  readFile(join(await builtFolder(home), "page.css"), "utf8");

import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { brotliCompress, constants, gzip } from "node:zlib";
import { promisify } from "node:util";
import type { Plugin } from "vite";

/** The least size worth compressing: smaller files gain nothing. */
const worthwhileBytes = 1024;

const smaller = {
  br: (content: Buffer) =>
    promisify(brotliCompress)(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
  gz: (content: Buffer) => promisify(gzip)(content, { level: 9 }),
};

/** Compresses each file of the build beside it: the server sends that form, and compresses nothing itself. */
export const compressed = (): Plugin => {
  let folder = "dist";
  return {
    name: "compressed",
    apply: "build",
    configResolved: ({ build }) => {
      folder = build.outDir;
    },
    closeBundle: async () => {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true });
      const files = entries.filter((entry) => entry.isFile() && !/\.(?:br|gz)$/u.test(entry.name));
      await Promise.all(files.map(({ parentPath, name }) => compress(join(parentPath, name))));
    },
  };
};

const compress = async (file: string): Promise<void> => {
  const content = await readFile(file);
  if (content.length < worthwhileBytes) return;
  await Promise.all(
    Object.entries(smaller).map(async ([ending, form]) =>
      writeFile(`${file}.${ending}`, await form(content)),
    ),
  );
};

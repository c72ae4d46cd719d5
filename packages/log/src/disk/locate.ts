import fs from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { type Located, systemCode } from "./disk.ts";

/** The maximum number of links followed: the same as the system's. */
const mostLinks = 40;

/** Follows the links of a path, even to where nothing exists: a file is created there, the links stay. */
export const locate = async (path: string): Promise<Located> => {
  let at = resolve(path);
  for (let links = 0; links <= mostLinks; links += 1) {
    const found = await lookAt(at);
    if (!found?.isSymbolicLink()) return locatedOf(await truePath(at), found);
    at = resolve(dirname(at), await fs.promises.readlink(at));
  }
  throw Object.assign(new Error(`ELOOP: too many links, open '${path}'`), { code: "ELOOP", path });
};

const lookAt = async (path: string): Promise<fs.Stats | undefined> => {
  try {
    return await fs.promises.lstat(path);
  } catch (error) {
    if (systemCode(error) === "ENOENT") return undefined;
    throw error;
  }
};

/** Resolves links among the directories of a path. @throws `ENOENT` there is no such directory */
const truePath = async (path: string): Promise<string> =>
  join(await fs.promises.realpath(dirname(path)), basename(path));

const locatedOf = (path: string, found: fs.Stats | undefined): Located => {
  if (found === undefined) return { path, kind: "nothing", links: 0 };
  const kind = found.isFile() ? "file" : found.isDirectory() ? "directory" : "other";
  return { path, kind, links: found.nlink };
};

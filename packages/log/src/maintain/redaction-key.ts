import { createHash, createHmac, randomBytes } from "node:crypto";
import { join } from "node:path";
import { type Disk, type DiskFile, systemCode, writeWhole } from "../disk/disk.ts";
import { nodeDisk } from "../disk/node-disk.ts";
import { makeNew } from "./open-for.ts";

const keyBytes = 32;

/**
 * Makes and verifies the digests of redacted texts: they tell whether a resent message is the one that was
 * redacted (DEL-1), and tell nothing to anybody who has only the log.
 */
export class RedactionKey {
  readonly #key: Buffer;
  readonly #name: string;

  constructor(key: Buffer) {
    this.#key = key;
    this.#name = createHash("sha256").update(key).digest("hex").slice(0, 8);
  }

  /** The digest of the text of record `seq`; the same text in another record has another digest. */
  digestOf(seq: number, text: string): string {
    const digest = createHmac("sha256", this.#key).update(`${seq}\n${text}`).digest("hex").slice(0, 32);
    return `${this.#name}.${digest}`;
  }

  /** Whether a digest matches a text; undefined if it was made with another key and cannot be checked. */
  proves(digest: string, seq: number, text: string): boolean | undefined {
    return digest.startsWith(`${this.#name}.`) ? digest === this.digestOf(seq, text) : undefined;
  }
}

const pathIn = (data: string): string => join(data, "redaction.key");

/** Reads the key in a folder; undefined where there is none. */
export const readRedactionKey = async (
  data: string,
  disk: Disk = nodeDisk(),
): Promise<RedactionKey | undefined> => {
  let file: DiskFile | undefined;
  const key = Buffer.alloc(keyBytes);
  try {
    file = await disk.open(pathIn(data), "read");
    return (await file.read(key, 0)) === keyBytes ? new RedactionKey(key) : undefined;
  } catch (error) {
    if (systemCode(error) === "ENOENT") return undefined;
    throw error;
  } finally {
    await file?.close();
  }
};

/** Returns the key in a folder; creates it where there is none. */
export const redactionKeyIn = async (data: string, disk: Disk): Promise<RedactionKey> => {
  const known = await readRedactionKey(data, disk);
  if (known) return known;
  const key = randomBytes(keyBytes);
  await makeNew(disk, pathIn(data), (file) => writeWhole(file, [key], { position: 0, sync: true }));
  return new RedactionKey(key);
};

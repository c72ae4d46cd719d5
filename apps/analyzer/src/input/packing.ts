/** How a file may be packed. */
export type Packing = "gzip" | "zip" | "bzip2" | "xz" | "zstd" | "7z";

const beginnings: ReadonlyArray<readonly [Packing, readonly number[]]> = [
  ["gzip", [0x1f, 0x8b]],
  ["zip", [0x50, 0x4b, 0x03, 0x04]],
  ["bzip2", [0x42, 0x5a, 0x68]],
  ["xz", [0xfd, 0x37, 0x7a, 0x58, 0x5a]],
  ["zstd", [0x28, 0xb5, 0x2f, 0xfd]],
  ["7z", [0x37, 0x7a, 0xbc, 0xaf]],
];

/** The packing of a file, by its first bytes. */
export const packingOf = (head: Uint8Array): Packing | undefined =>
  beginnings.find(([, bytes]) => bytes.every((value, index) => head[index] === value))?.[0];

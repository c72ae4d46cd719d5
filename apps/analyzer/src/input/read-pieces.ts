import { open } from "node:fs/promises";
import { InputError, type InputErrorCode } from "./input-error.ts";

const codes: Readonly<Record<string, InputErrorCode>> = {
  ENOENT: "missing",
  EISDIR: "directory",
  EACCES: "denied",
  EPERM: "denied",
};

const inputError = (cause: unknown, file: string): InputError => {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  return new InputError(codes[code] ?? "unreadable", file, { cause });
};

const pieceBytes = 1024 * 1024;

/**
 * The bytes of a file from a place on, a piece at a time.
 * @throws {InputError} when it cannot be read
 */
export async function* readPieces(file: string, from = 0): AsyncGenerator<Buffer> {
  try {
    await using handle = await open(file);
    let at = from;
    for (;;) {
      const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(pieceBytes), 0, pieceBytes, at);
      if (bytesRead === 0) return;
      at += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  } catch (error) {
    throw inputError(error, file);
  }
}

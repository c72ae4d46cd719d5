import { readFile, stat } from "node:fs/promises";
import { exposed } from "./identity/secrets.ts";

export interface TlsFiles {
  readonly tlsCert: string;
  readonly tlsKey: string;
}

const othersBits = 0o077;

/**
 * Certificate and key, undefined where neither is given.
 * @throws {Error} where one is missing; {SecretsError} where others may read the key (S3)
 */
export const secretsOf = async ({
  tlsCert,
  tlsKey,
}: TlsFiles): Promise<{ readonly cert: Buffer; readonly key: Buffer } | undefined> => {
  if (tlsCert === "" && tlsKey === "") return undefined;
  if (tlsCert === "" || tlsKey === "") throw new Error("TLS needs both: give --tls-cert and --tls-key.");
  const { mode } = await stat(tlsKey);
  if (process.platform !== "win32" && (mode & othersBits) !== 0) throw exposed(tlsKey, "600");
  return { cert: await readFile(tlsCert), key: await readFile(tlsKey) };
};

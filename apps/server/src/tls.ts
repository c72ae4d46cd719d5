import { readFile, stat } from "node:fs/promises";
import { createSecureContext } from "node:tls";
import { exposed, SecretsError } from "./identity/secrets.ts";

export interface TlsFiles {
  readonly tlsCert: string;
  readonly tlsKey: string;
}

const othersBits = 0o077;

/**
 * Returns the certificate and the key, undefined if neither is given.
 * @throws {SecretsError} if one cannot be read or used, or others may read the key (S3)
 */
export const secretsOf = async ({
  tlsCert,
  tlsKey,
}: TlsFiles): Promise<{ readonly cert: Buffer; readonly key: Buffer } | undefined> => {
  if (tlsCert === "" && tlsKey === "") return undefined;
  const cert = await readFile(tlsCert).catch(unreadable(tlsCert, "--tls-cert"));
  const { mode } = await stat(tlsKey).catch(unreadable(tlsKey, "--tls-key"));
  if (process.platform !== "win32" && (mode & othersBits) !== 0) throw exposed(tlsKey, "600");
  const key = await readFile(tlsKey).catch(unreadable(tlsKey, "--tls-key"));
  try {
    createSecureContext({ cert, key });
  } catch (error) {
    throw new SecretsError(unusable, error);
  }
  return { cert, key };
};

const unusable = {
  en: "The files of --tls-cert and --tls-key are no certificate and its key in PEM. Give both as they were issued, the key without a password.",
  ru: "В файлах --tls-cert и --tls-key нет сертификата и его ключа в PEM. Укажите оба, как они выданы, ключ без пароля.",
};

const unreadable =
  (file: string, option: string) =>
  (error: NodeJS.ErrnoException): never => {
    const why = error.code ?? error.message;
    throw new SecretsError(
      {
        en: `${file} cannot be read (${why}). Give the right file with ${option}.`,
        ru: `${file} нельзя прочитать (${why}). Укажите верный файл: ${option}.`,
      },
      error,
    );
  };

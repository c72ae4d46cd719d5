import { existsSync, statSync } from "node:fs";
import { dirname } from "node:path";
import type { Locale } from "@beseda/protocol";

export type Sentences = Readonly<Record<Locale, string>>;

/**
 * A problem with the folder of the secrets or a file in it: one sentence for the person who starts the
 * server.
 */
export class SecretsError extends Error {
  readonly #sentences: Sentences;

  constructor(sentences: Sentences, cause?: unknown) {
    super(sentences.en, { cause });
    this.name = new.target.name;
    this.#sentences = sentences;
  }

  /** The sentence for a person. */
  in(locale: Locale): string {
    return this.#sentences[locale];
  }
}

/** The error for a secret that others on this machine can read or change. */
export const exposed = (path: string, mode: string): SecretsError =>
  new SecretsError({
    en: `${path} can be read by others on this machine. Make it yours alone with: chmod ${mode} ${path}`,
    ru: `${path} могут читать другие пользователи этой машины. Оставьте доступ только себе: chmod ${mode} ${path}`,
  });

const empty = (file: string): SecretsError =>
  new SecretsError({
    en: `${file} is empty: the accounts were lost. Restore it from a backup, or remove it to begin without accounts.`,
    ru: `${file} пуст: учётные записи потеряны. Восстановите его из копии или удалите, чтобы начать без учётных записей.`,
  });

/** The error for a file that is not one of ours. */
export const foreign = (file: string, cause?: unknown): SecretsError =>
  new SecretsError(
    {
      en: `${file} is not a store of accounts of Beseda, or is damaged. Restore it from a backup, or move it away to begin without accounts.`,
      ru: `${file} — не хранилище учётных записей Беседы или повреждён. Восстановите его из копии или уберите, чтобы начать без учётных записей.`,
    },
    cause,
  );

const displacements: Readonly<Record<Displacement, Sentences>> = {
  removed: { en: "was deleted under the running server", ru: "удалён под работающим сервером" },
  moved: {
    en: "was moved or renamed under the running server",
    ru: "перемещён или переименован под работающим сервером",
  },
  replaced: {
    en: "was replaced by another file under the running server",
    ru: "заменён другим файлом под работающим сервером",
  },
  changed: {
    en: "was overwritten by another program under the running server",
    ru: "перезаписан другой программой под работающим сервером",
  },
};

/** What happened to the file of the store of accounts under the server. */
export type Displacement = "removed" | "moved" | "replaced" | "changed";

/**
 * The store of accounts is no longer the file at its path, or was overwritten: the process has to stop
 * (IDN-10).
 */
export class AccountsDisplacedError extends SecretsError {
  readonly code = "accounts-displaced";

  /** @param saved - where all that it held was saved; undefined where nothing could be */
  constructor(file: string, change: Displacement, saved: string | undefined) {
    const { en, ru } = displacements[change];
    super({
      en:
        `${file} ${en}. Nothing of accounts was acknowledged after that, and the server stops. ` +
        (saved === undefined
          ? "Restore it from a backup and start again."
          : `All accounts are saved in ${saved}: move it to ${file}, without a -wal and a -shm beside it, and start again.`),
      ru:
        `${file} ${ru}. После этого для учётных записей ничего не подтверждалось, и сервер останавливается. ` +
        (saved === undefined
          ? "Восстановите его из копии и запустите сервер снова."
          : `Все учётные записи сохранены в ${saved}: переместите его в ${file}, без -wal и -shm рядом, и запустите сервер снова.`),
    });
  }
}

const othersBits = 0o077;

/** Whether others can look into it. Windows has no such modes: what it reports says nothing. */
const isExposed = (path: string): boolean =>
  process.platform !== "win32" && (statSync(path).mode & othersBits) !== 0;

/**
 * Looks at a file of secrets, 0600 in a folder 0700, before it is opened.
 * @throws {SecretsError} where others may look into it (S3), or it is empty or no file
 */
export const inspectSecrets = (file: string): void => {
  const folder = dirname(file);
  if (isExposed(folder)) throw exposed(folder, "700");
  const stats = statSync(file, { throwIfNoEntry: false });
  if (stats && !stats.isFile()) throw foreign(file);
  for (const path of [file, `${file}-wal`, `${file}-shm`])
    if (existsSync(path) && isExposed(path)) throw exposed(path, "600");
  if (stats?.size === 0) throw empty(file);
};

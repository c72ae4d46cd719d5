import type { Failure } from "./database-messages.ts";
import { SecretsError, type Sentences } from "./secrets.ts";

/** The reason why the store of accounts does not work, if another try alone does not help. */
export type Failing = "damaged" | "unwritable" | "disk-failed" | "disk-full";

/** The store of accounts cannot be used as it is: somebody has to act first. */
export class AccountsFailedError extends SecretsError {
  readonly failing: Failing;

  constructor(file: string, failing: Failing, why: string) {
    super(sentences[failing](file, why), new Error(why));
    this.failing = failing;
  }
}

/** The error for a code of SQLite; undefined if it only says that somebody else has the file locked. */
export const accountsFailed = (
  file: string,
  { message, errcode }: Failure,
): AccountsFailedError | undefined => {
  const failing = failings.get(errcode & 0xff);
  return failing && new AccountsFailedError(file, failing, message);
};

const failings: ReadonlyMap<number, Failing> = new Map([
  [3, "unwritable"],
  [8, "unwritable"],
  [10, "disk-failed"],
  [11, "damaged"],
  [13, "disk-full"],
  [14, "unwritable"],
  [26, "damaged"],
]);

const sentences: Readonly<Record<Failing, (file: string, why: string) => Sentences>> = {
  damaged: (file) => ({
    en: `${file} is not a store of accounts of Beseda, or is damaged, or a -wal of another store stands beside it. Restore it from a backup, without a -wal and a -shm beside it, or move all three away to begin without accounts.`,
    ru: `${file} — не хранилище учётных записей Беседы, или повреждён, или рядом лежит -wal другого хранилища. Восстановите его из копии, без -wal и -shm рядом, или уберите все три файла, чтобы начать без учётных записей.`,
  }),
  unwritable: (file, why) => ({
    en: `${file} cannot be opened or written (${why}). Give the server's user the right to write it, its -wal and -shm and the folder, see that there is room for them, and start again.`,
    ru: `${file} нельзя открыть или записать (${why}). Дайте пользователю сервера право писать его, его -wal и -shm и папку, проверьте, что для них есть место, и запустите сервер снова.`,
  }),
  "disk-failed": (file, why) => ({
    en: `The disk failed at ${file} (${why}). Check the disk and start again.`,
    ru: `Сбой диска: ${file} (${why}). Проверьте диск и запустите сервер снова.`,
  }),
  "disk-full": (file) => ({
    en: `The disk that holds ${file} is full. Free some space and start again.`,
    ru: `Диск, на котором лежит ${file}, заполнен. Освободите место и запустите сервер снова.`,
  }),
};

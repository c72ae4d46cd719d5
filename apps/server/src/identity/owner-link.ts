import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Locale } from "@beseda/protocol";

/** Path of the file with the link that makes somebody the owner. */
export const ownerLinkFile = (data: string): string => join(data, "owner-link.txt");

/**
 * Writes the link that makes somebody the owner to a file that only the operator can read (IDN-7); returns
 * its path.
 */
export const keepOwnerLink = async (data: string, link: string): Promise<string> => {
  await forgetOwnerLink(data);
  // Never writes through a file that stands there by now.
  const file = ownerLinkFile(data);
  await writeFile(file, `${link}\n`, { mode: 0o600, flag: "wx" });
  return file;
};

/** Removes the link, which is no longer valid once there is an owner. */
export const forgetOwnerLink = (data: string): Promise<void> => rm(ownerLinkFile(data), { force: true });

export const ownerSentence: Readonly<Record<Locale, (file: string) => string>> = {
  en: (file) =>
    `Nobody owns this server yet. Whoever opens the link in ${file} within a day and registers owns it; with lines of text: /register PASSWORD, then /redeem and the link.`,
  ru: (file) =>
    `У сервера ещё нет владельца. Им станет тот, кто в течение суток откроет ссылку из ${file} и зарегистрируется; в текстовом клиенте: /register ПАРОЛЬ, затем /redeem и ссылка.`,
};

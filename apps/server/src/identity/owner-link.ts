import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Locale } from "@beseda/protocol";

/** Where the link stands that makes somebody the owner. */
export const ownerLinkFile = (data: string): string => join(data, "owner-link.txt");

/** Writes the link that makes somebody the owner where only the operator can read it (IDN-7); returns where. */
export const keepOwnerLink = async (data: string, link: string): Promise<string> => {
  await forgetOwnerLink(data);
  // Whatever stands there by now is not written through.
  const file = ownerLinkFile(data);
  await writeFile(file, `${link}\n`, { mode: 0o600, flag: "wx" });
  return file;
};

/** Where there is an owner, the link is no longer valid. */
export const forgetOwnerLink = (data: string): Promise<void> => rm(ownerLinkFile(data), { force: true });

export const ownerSentence: Readonly<Record<Locale, (file: string) => string>> = {
  en: (file) =>
    `Nobody owns this server yet. Whoever opens the link in ${file} within a day and registers owns it; with lines of text: /register PASSWORD, then /redeem and the link.`,
  ru: (file) =>
    `У сервера ещё нет владельца. Им станет тот, кто в течение суток откроет ссылку из ${file} и зарегистрируется; в текстовом клиенте: /register ПАРОЛЬ, затем /redeem и ссылка.`,
};

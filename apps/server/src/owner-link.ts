import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Locale } from "@beseda/protocol";

const fileIn = (data: string): string => join(data, "owner-link.txt");

/** Writes the link that makes somebody the owner where only the operator can read it; returns where. */
export const keepOwnerLink = async (data: string, link: string): Promise<string> => {
  await forgetOwnerLink(data);
  await writeFile(fileIn(data), `${link}\n`, { mode: 0o600 });
  return fileIn(data);
};

/** Where there is an owner, the link is good no more. */
export const forgetOwnerLink = (data: string): Promise<void> => rm(fileIn(data), { force: true });

/** @param place - the link, or the file that it is in */
export const ownerSentence = {
  en: (place: string) =>
    `Whoever registers and opens this link within a day owns this server: ${place}\nOr, where only lines are to be had: /register PASSWORD, then /redeem and the link.`,
  ru: (place: string) =>
    `Кто зарегистрируется и откроет эту ссылку в течение суток, станет владельцем сервера: ${place}\nЕсли под рукой только текстовый клиент: /register ПАРОЛЬ, затем /redeem и ссылка.`,
} as const satisfies Record<Locale, (place: string) => string>;

import type { Locale } from "@beseda/protocol";
import type { Identity } from "./identity.ts";

/** Disagreements of the log and the store of accounts, for the operator: none of them stops the start. */
export const disagreements = (
  { isNew, highestClient }: Pick<Identity, "isNew" | "highestClient">,
  lastClient: number,
  locale: Locale,
): readonly string[] => {
  const found: string[] = [];
  if (isNew && lastClient > 0) found.push(sentences[locale].withoutAccounts(lastClient));
  if (highestClient > lastClient) found.push(sentences[locale].ahead(highestClient, lastClient));
  return found;
};

const sentences = {
  en: {
    withoutAccounts: (last: number) =>
      `The log knows ${last} clients, but there was no identity.sqlite in the data folder: no account of this log is here, and every name is free to take. If there were accounts, stop the server and restore the folder from a backup.`,
    ahead: (highest: number, last: number) =>
      `The accounts know clients up to Client_${highest}, the log up to Client_${last} only: the end of the log may be lost. Nobody is given a number that somebody had.`,
  },
  ru: {
    withoutAccounts: (last: number) =>
      `В журнале ${last} клиентов, а identity.sqlite в папке данных не было: учётных записей этого журнала здесь нет, и любое имя можно занять. Если они были, остановите сервер и восстановите папку из копии.`,
    ahead: (highest: number, last: number) =>
      `Учётные записи знают клиентов до Client_${highest}, а журнал только до Client_${last}: возможно, конец журнала потерян. Чужой номер никто не получит.`,
  },
} as const satisfies Record<Locale, object>;

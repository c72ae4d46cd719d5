import type { Locale } from "@beseda/protocol";
import type { ClockNews } from "./plausible-clock.ts";

const lengthOf = (ms: number, locale: Locale): string => {
  const [value, unit] = Math.abs(ms) >= 2 * 86_400_000 ? [ms / 86_400_000, "day"] : [ms / 60_000, "minute"];
  const style = { style: "unit", unit, unitDisplay: "long", maximumFractionDigits: 0 } as const;
  return new Intl.NumberFormat(locale, style).format(Math.abs(value));
};

/** Returns a sentence for the operator about a change of the clock (LOG-13). */
export const describeClockNews = ({ kind, byMs }: ClockNews, locale: Locale): string => {
  const length = lengthOf(byMs, locale);
  const isForward = byMs > 0;
  const sentences = {
    ru: {
      jumped: `Часы этой машины вдруг ушли ${isForward ? "вперёд" : "назад"} (${length}). Им не верят, пока они не простоят так 10 минут; записи получают прежнее время. Проверьте часы.`,
      returned: "Часы этой машины снова идут верно; все записи получили правдоподобное время.",
      believed: `Часы этой машины остались переведёнными (${isForward ? "вперёд" : "назад"}, ${length}): теперь им верят. Если это ошибка, поправьте часы, остановите сервер и выполните «log accept»: журнал продолжится с верным временем.`,
    },
    en: {
      jumped: `The clock of this machine went ${isForward ? "forward" : "back"} at once (${length}). It is not believed until it has stayed so for 10 minutes; records go on with the time from before. Check the clock.`,
      returned: "The clock of this machine is right again; all records got a plausible time.",
      believed: `The clock of this machine has stayed where it was set (${isForward ? "forward" : "back"}, ${length}): it is believed now. If that is wrong, set the clock, stop the server and run “log accept”: the log goes on with the right time.`,
    },
  };
  return sentences[locale][kind];
};

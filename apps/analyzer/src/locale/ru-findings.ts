import type { findings as english } from "./en-findings.ts";

const plural = new Intl.PluralRules("ru");
const count = (value: number, [one, few, many]: readonly [string, string, string]): string => {
  const rule = plural.select(value);
  return `${new Intl.NumberFormat("ru").format(value)} ${rule === "one" ? one : rule === "few" ? few : many}`;
};

export const findings: typeof english = {
  title: "Главное",
  talk: ({ period, people, messages, most }) =>
    `${period}: ${count(people, ["человек", "человека", "человек"])} и ${count(messages, ["сообщение", "сообщения", "сообщений"])}${most ? `; чаще всех пишет ${most.name}: ${most.share} сообщений` : ""}.`,
  sessions: ({ median, abnormalShare, mostly }) => {
    const length =
      median === undefined ? "Ни одна сессия не закончилась сама" : `Сессия обычно длится ${median}`;
    return mostly === undefined
      ? `${length}; обрывов связи не было.`
      : `${length}; обрывается ${abnormalShare}, чаще всего так: ${mostly}.`;
  },
  noSessions:
    "Кто когда приходил и уходил, в журнале не записано, поэтому о сессиях и обрывах сказать нечего.",
  damaged: (places) =>
    `${count(places, ["место журнала не прочитано", "места журнала не прочитаны", "мест журнала не прочитано"])}: все числа – по остальному.`,
  crashes: (crashes, down) =>
    `Сервер падал ${count(crashes, ["раз", "раза", "раз"])} и всего не работал ${down}.`,
  incident: ({ when, drops, clients, recovery }) =>
    `Хуже всего было ${when}: разом ${count(drops, ["обрыв", "обрыва", "обрывов"])} у ${count(clients, ["человека", "человек", "человек"])}, ${recovery === undefined ? "и за десять минут вернулись не все" : `большинство вернулось за ${recovery}`}.`,
  change: (days, change, isMore) =>
    `За последние ${count(days, ["день", "дня", "дней"])} сообщений на ${change} ${isMore ? "больше" : "меньше"}, чем за столько же дней до них.`,
  calm: "Сбоев сервера, массовых обрывов и повреждений журнала нет.",
};

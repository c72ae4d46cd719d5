import type { RecordDraft } from "@beseda/protocol";

const russian =
  "и в не на что тот быть весь это она они мы так сказать который человек один такой только себя какой когда уже для вот год знать если время рука самый стать большой другой наш свой сервер комната сессия журнал запись отчёт ошибка связь проверить исправить выпуск сборка тест завтра сегодня вечером утром договор оплата заказ клиент поставка склад".split(
    " ",
  );
const english =
  "the and that have for not with you this but from they say her will one all would there what about who which make can like time just know take people into year good some could them see other than then now look only come over think also back after use two how work first well way even new want because any these give day most server message room session log record report error link check fix release build test deploy review merge".split(
    " ",
  );
const endings = ["", "", "", "а", "ы", "ом", "ами", "ов"];

/** A word in three of ten messages. */
export const commonWord = "встреча";
/** A word in one of ten thousand. */
export const rareWord = "жемчужина";

const rooms = 20;
const authors = 300;

/** Deterministic chance: every run searches the same messages. */
const chance = (): (() => number) => {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
};

/** Makes messages as people write them: half a million different words, of which few are frequent. */
export const speaker = (): ((index: number) => RecordDraft) => {
  const next = chance();
  const pick = (list: readonly string[]): string => list[Math.floor(next() * next() * list.length)] ?? "";
  const word = (): string => {
    if (next() < 0.02) return `${pick(russian)}${Math.floor(next() * 500_000).toString(36)}`;
    return next() < 0.7 ? pick(russian) + pick(endings) : pick(english);
  };
  return (index) => {
    const words = Array.from({ length: 3 + Math.floor(next() * 10) }, word);
    if (next() < 0.3) words.push(commonWord);
    if (index % 10_000 === 0) words.push(rareWord);
    const author = Math.floor(next() * next() * authors);
    const room = Math.floor(next() * next() * rooms);
    return {
      type: "message",
      room: room === 0 ? "lobby" : `room${room}`,
      client_id: `Client_${author + 1000}`,
      name: `Имя${author}`,
      id: `m${index}`,
      sender: "client",
      message: words.join(" "),
    };
  };
};

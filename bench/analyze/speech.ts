import type { Random } from "./random.ts";

const russian =
  "и в не на я что тот быть с а весь это как она по но они к у ты из мы за вы так же от сказать этот который мочь человек о один ещё бы такой только себя какой когда уже для вот кто да говорить год знать мой до или если время рука нет самый ни стать большой даже другой наш свой ну под где дело есть сам раз чтобы два там чем глаз жизнь первый день ничто потом очень хотеть ли при голова надо без видеть идти теперь тоже стоять друг дом сейчас можно после слово здесь думать место спросить через лицо что-то тогда ведь хороший каждый новый жить должный смотреть почему потому сторона просто нога сидеть понять иметь конечный делать вдруг над взять никто сделать дверь перед нужный понимать казаться работа три ваш уж земля конец несколько час голос город последний пока хорошо давать вода более хотя всегда второй куда пойти стол ребёнок увидеть сила отец женщина машина случай ночь сразу мир совсем остаться об вид выйти дать работать любить старый почти ряд оказаться начало твой вопрос много война снова ответить между подумать опять белый деньги значить про лишь минута жена сервер сообщение комната сессия журнал запись отчёт ошибка связь проверить исправить выпуск сборка тест";
const english =
  "the be to of and a in that have I it for not on with he as you do at this but his by from they we say her she or an will my one all would there their what so up out if about who get which go me when make can like time no just him know take people into year your good some could them see other than then now look only come its over think also back after use two how our work first well way even new want because any these give day most us server message room session log record report error link check fix release build test deploy review merge";
const emoji = ["🙂", "😂", "👍", "❤️", "🎉", "🔥", "🤔", "👋", "🙏", "🚀", "👨‍👩‍👧", "🇷🇺"];
const links = [
  "https://example.com/doc",
  "https://github.com/beseda/beseda/pull/12",
  "http://wiki.example.org/page?id=3",
  "https://пример.рф/страница",
];
const endings = ["а", "ы", "ом", "ами", "ов", "ский", "ing", "ed", "s", "ness"];
const words = { ru: russian.split(" "), en: english.split(" ") };

const word = (random: Random, language: "ru" | "en"): string => {
  const list = words[language];
  if (random.chance(0.85)) return list[random.skewed(list.length)] ?? "";
  // The long tail of a real vocabulary: some hundred thousand forms.
  return (list[random.below(list.length)] ?? "") + random.pick(endings) + random.pick(endings).slice(0, 1);
};

/** Something that a person says, to a person of that name now and then. */
export const sentence = (random: Random, name: string): string => {
  const language = random.chance(0.7) ? "ru" : "en";
  const length = 1 + Math.min(40, Math.floor(random.exponential(2.5)));
  const parts = Array.from({ length }, () => word(random, language));
  if (random.chance(0.04)) parts.unshift(`@${name}`);
  if (random.chance(0.02)) parts.push(random.pick(links));
  if (random.chance(0.08)) parts.push(random.pick(emoji));
  if (random.chance(0.01)) return parts.join(" ").toUpperCase();
  const text = parts.join(" ") + (random.chance(0.12) ? "?" : random.chance(0.1) ? "!" : "");
  return random.chance(0.01) ? `${text}\n"${text}"` : text;
};

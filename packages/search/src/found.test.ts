import { describe, expect, test } from "vitest";
import { rangesOf } from "./matching.ts";
import { onOtherLayout, parseQuery } from "./parse-query.ts";
import { stemOf } from "./stem.ts";
import { formOf } from "./words.ts";

/** What a query finds in a text, as a search asks: as typed, and only then on the other layout. */
const found = (text: string, typed: string): readonly string[] | undefined => {
  const query = parseQuery(typed, new Date());
  const other = onOtherLayout(query);
  const ranges = rangesOf(text, query.terms) ?? (other && rangesOf(text, other.terms));
  return ranges?.map(([start, end]) => text.slice(start, end));
};

describe("[SRCH-1] [SRCH-3] what a query finds", () => {
  test.each([
    // The other keyboard layout.
    ["Привет всем", "ghbdtn", ["Привет"]],
    ["hello, world", "руддщ", ["hello"]],
    ["всё хорошо", "[jhjij", ["хорошо"]],
    ["я люблю чай", "k.,k.", ["люблю"]],
    ["Большой зал", "<jkmijq", ["Большой"]],
    ["Ёжик в тумане", "`;br", ["Ёжик"]],
    ["отчёт готов", "jnxtn?", ["отчёт"]],
    ["привет, world", "ghbdtn world", ["привет", "world"]],
    ["сервер упал", "cthdth egfk", ["сервер", "упал"]],
    ["запусти docker", "вщслук", ["docker"]],
    // Forms of a word.
    ["сообщения дошли", "сообщение", ["сообщения"]],
    ["исправил ошибками", "ошибка", ["ошибками"]],
    ["два сервера", "серверов", ["сервера"]],
    ["проверили вчера", "проверил", ["проверили"]],
    ["the builds failed", "building", ["builds"]],
    ["we were connecting", "connected", ["connecting"]],
    ["her stories", "story", ["stories"]],
    ["работающий тест", "работающ", ["работающий"]],
    ["подключение есть", "подкл", ["подключение"]],
    ["documentation", "docu", ["documentation"]],
    // ё, capitals, marks.
    ["Ещё ЁЛКИ", "еще елки", ["Ещё", "ЁЛКИ"]],
    ["елки", "ёлки", ["елки"]],
    ["всё-таки", "все-таки", ["всё-таки"]],
    ["Café ouvert", "cafe", ["Café"]],
    ["и\u0306од и е\u0308ж", "ёж", ["е\u0308ж"]],
    // Both languages in one text.
    ["сборка на staging упала", "staging сборки", ["сборка", "staging"]],
    ["open docker-контейнер", "docker контейнеры", ["docker", "контейнер"]],
    ["merge в ветку main", "ветка merged", ["merge", "ветку"]],
    ["релиз v2 сегодня", "релизы v2", ["релиз", "v2"]],
    ["см. https://example.com/doc", "example.com", ["example.com"]],
    ["東京に行く", "東京", ["東京"]],
    // Phrases are as they stand.
    ["он сказал: добрый, день!", '"добрый день"', ["добрый, день"]],
    ["добрые дни", '"добрый день"', undefined],
    ["день добрый", "«добрый день»", undefined],
    // The beginning of the last word, and of no other one.
    ["документация и документы", "докум", ["документация", "документы"]],
    ["документация готова", "докум готова", undefined],
    ["подключение к серверу", '"подкл"', undefined],
    ["счёт-фактура №42", "счет фак", ["счёт", "фактура"]],
    // Names of files, versions, and parts of addresses.
    ["отчёт_за-Ноябрь.pdf", "отчет ноябрь", ["отчёт", "Ноябрь"]],
    ["v1.2.10 вышла", "1.2", undefined],
    ["v1.2.10 вышла", "v1.2", ["v1.2"]],
    ["ошибка E-1042", "e1042", undefined],
    // Operators in Russian stand beside words, and are none of them.
    ["Отчёты сданы", "от:Анна отчет", ["Отчёты"]],
    ["Отчёты сданы", "отчет в:лобби до:2026-11 после:вчера есть:файл это:закреплено", ["Отчёты"]],
    ["отчёт: готов", "отчёт:готов", ["отчёт: готов"]],
    // With a minus it is something else.
    ["отчёт-черновик", "отчёт-черновик", ["отчёт-черновик"]],
    // What is not meant.
    ["городок", "города", undefined],
    ["привет", "hello", undefined],
    ["message", "massage", undefined],
    ["сообщение без хвоста", "сообщение хвосты другое", undefined],
  ] as const)("in “%s” for “%s”: %j", (text, query, expected) => {
    expect(found(text, query)).toEqual(expected);
  });

  test.each([
    ["Отчёт готов", "отчет -черновик", true],
    ["Отчёт, черновики", "отчет -черновик", false],
    ["Отчёт готов совсем", 'отчет -"готов совсем"', false],
    ["Отчёт совсем готов", 'отчет -"готов совсем"', true],
    ["Отчёт ещё черновой", "отчет -черн", true],
    ["Отчёт, ЁЛКА", "отчет -елки", false],
  ] as const)("[SRCH-2] “%s” for “%s” with a minus: %j", (text, typed, isFound) => {
    const { terms, without } = parseQuery(typed, new Date());
    const isLeftOut = without.some((term) => rangesOf(text, [term]) !== undefined);
    expect(rangesOf(text, terms) !== undefined && !isLeftOut).toBe(isFound);
  });

  test("[SRCH-3] words that were typed as they are meant stay as they are beside the other layout", () => {
    const other = onOtherLayout(parseQuery("ghbdtn мир", new Date()));
    expect(other?.terms.map(({ readings }) => readings.map(([word]) => word?.form))).toEqual([
      ["ghbdtn", "привет"],
      ["мир", "vbh"],
    ]);
    expect(onOtherLayout(parseQuery("2026", new Date()))).toBeUndefined();
  });
});

/** Forms that are one word to a search: more than a hundred. */
const forms = [
  "сообщение сообщения сообщений сообщениями сообщению сообщениях",
  "ошибка ошибки ошибку ошибкам ошибкой ошибками",
  "сервер серверы сервера серверов серверами серверу",
  "проверить проверил проверила проверили проверит проверю",
  "отчёт отчеты отчётов отчётами отчёте отчету",
  "комната комнаты комнат комнатами комнату комнате",
  "запись записи записей записью записями записям",
  "документ документы документов документами документу документе",
  "красный красная красные красного красному красными",
  "работать работал работали работает работаю работаете",
  "исправить исправил исправили исправит исправила",
  "встреча встречи встречу встречам встречей встречами",
  "подключение подключения подключений подключению подключением подключениями",
  "город города городов городами городе городу",
  "message messages messaged messaging",
  "error errors",
  "connect connected connecting connects",
  "test tests tested testing",
  "deploy deploys deployed deploying",
  "city cities",
  "fix fixed fixing",
  "query queries",
  "build builds building",
  "review reviews reviewed reviewing",
  "log logs logged logging",
  "happy happiness happily",
];

describe("[SRCH-1] stems", () => {
  test.each(forms)("are one for %s", (line) => {
    const [first = "", ...others] = line.split(" ").map((word) => stemOf(formOf(word)));
    // The stemmer of English knows -ly as part of another word.
    expect(new Set(others.filter((stem) => stem !== "happili"))).toEqual(new Set([first]));
  });

  test("are different for different words", () => {
    const firsts = forms.map((line) => stemOf(formOf(line.split(" ")[0] ?? "")));
    expect(new Set(firsts).size).toBe(forms.length);
  });
});

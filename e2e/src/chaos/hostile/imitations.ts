/** The honest: nobody else may seem to be one of them. */
export const honestNames = ["Анна", "Борис", "Вера", "Глеб"] as const;

/** Names that are meant to be taken for somebody else's, or for the server's words. */
export const imitations: readonly string[] = [
  "АННА",
  "анна",
  "Aннa",
  "Анна\u200B",
  "Анна\uFE0F",
  "Анна\u3164",
  "А\u0301нна",
  "Анна\u{E0041}",
  " Анна ",
  "Бopиc",
  "Борис: я подал в отставку",
  "Борис\u00A0",
  "Бо\u00ADрис",
  "Вeрa",
  "\u202EареВ",
  "ＢЕРА",
  "Вера\n[10:00:00] Анна",
  "*** Анна",
  "* Борис",
  "[10:00:00] Анна",
  "/login Анна",
  "#lobby",
  "@Анна",
  "Ошибка",
  "server",
  "Client_1",
  "\u001B]0;Анна\u0007",
  "\u001B[2K\u001B[1GАнна",
  "\u3164",
  "\u2800",
  "я".repeat(33),
  "Z\u0335\u0322\u0321".repeat(40),
  "",
  "  ",
  "constructor",
  "__proto__",
];

/** Everything that some program takes for the end of a line. */
export const lineEnds = [
  "\n",
  "\r",
  "\r\n",
  "\v",
  "\f",
  "\u001C",
  "\u001D",
  "\u001E",
  "\u0085",
  "\u2028",
  "\u2029",
] as const;

/** Texts that are meant to be taken for lines of somebody else, or for orders to a terminal. */
export const forgedTexts: readonly string[] = [
  ...lineEnds.map((end) => `слушайте${end}[10:00:00] Анна: я ухожу из чата`),
  ...lineEnds.map((end) => `*${end}*** Борис покидает чат`),
  "\u001B[2J\u001B[H[10:00:00] Вера: пустите меня",
  "\u009B2J[10:00:00] Вера: пустите меня",
  "\b\b\b\b\b\b\b\bАнна: стёрто",
  "\r[10:00:00] Анна: сверху",
  "Принято #1 в 10:00:00",
  "\u202Eтсипоп\u202C",
  "  | [10:00:00] Анна: внутри",
];

/** A name as a careless reader sees it; knows the honest names' letters and nothing else. */
export const looksOf = (name: string): string =>
  name
    .normalize("NFKD")
    .replaceAll(/[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\u2800]/gu, "")
    .toLowerCase()
    .replaceAll(/./gsu, (letter) => twins[letter] ?? letter)
    .replaceAll(/\s+/gu, " ")
    .trim();

const twins: Readonly<Record<string, string>> = {
  a: "а",
  b: "в",
  c: "с",
  e: "е",
  h: "н",
  o: "о",
  p: "р",
  ν: "v",
  ο: "о",
  α: "а",
  ρ: "р",
  и: "и",
};

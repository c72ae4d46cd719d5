import type { Locale } from "../locale.ts";
import { textsOf } from "../locale/texts.ts";
import { commandNames, commandTable } from "./command-table.ts";
import { usageOf } from "./help.ts";

/** Returns a text as code; an unescaped bar would end the cell of the table. */
const code = (text: string): string => `\`${text.replaceAll("|", "\\|")}\``;

const titles = {
  en: { command: "Command", help: "What it does", example: "For instance", aliases: "Also", api: "tRPC" },
  ru: { command: "Команда", help: "Что делает", example: "Например", aliases: "Также", api: "tRPC" },
} as const satisfies Record<Locale, object>;

const table = (rows: readonly (readonly string[])[]): string => {
  const widths =
    rows[0]?.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length))) ?? [];
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  const [head = [], ...body] = rows;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...body.map(line)].join("\n");
};

const tableIn = (locale: Locale): string => {
  const { command, help, example, aliases, api } = titles[locale];
  const rows = commandNames.map((name) => {
    const row = commandTable[name];
    const texts = textsOf(locale).commands[name];
    return [
      code(usageOf(name, locale)),
      texts.help,
      code(texts.example),
      row.aliases.map((alias) => code(`/${alias}`)).join(" "),
      row.procedure === undefined ? "" : code(row.procedure),
    ];
  });
  return table([[command, help, example, aliases, api], ...rows]);
};

/** `docs/commands.md`, made from the command table and the catalogue of texts. */
export const commandReference = (): string => `# Commands

Made from the command table in \`packages/protocol/src/commands\`; \`pnpm --filter protocol reference\` makes it anew.

A line is a message to the current room. A line that begins with \`/\` is a command; \`//\` at the beginning says a
line that begins with \`/\`. What is in brackets may be left out. Every command works over plain TCP and the
plain-text WebSocket. The page and the terminal client carry out all that are of use there, and say so of the others
(they show history, what was missed and one's own messages by themselves). Programs call the procedure in the last
column. The terminal client has five more, of its own: \`/more\` shows the next ones of what \`/search\` has found, and
\`/go SEQ\` leads to one of them, \`/unread\` leads to another room with something unread, \`/retry\` sends what could not be
sent once more, and \`/discard\` throws it away.
Over lines, and in a pipe, \`/msg\` says its text and leads nowhere: the next line is for the room again. On the page and
in a terminal it opens the talk.

## English

${tableIn("en")}

## По-русски

Строка — это сообщение в текущую комнату. Строка, которая начинается с \`/\`, — команда; чтобы сказать строку с \`/\`
в начале, наберите \`//\`. То, что в скобках, можно не писать. У терминального клиента есть ещё пять команд:
\`/more\` показывает следующее из найденного по \`/search\`, \`/go SEQ\` ведёт к найденному сообщению, \`/unread\` — к
непрочитанному в другой комнате, \`/retry\` отправляет снова то, что не отправилось, а \`/discard\` это выбрасывает.
По строкам и в конвейере \`/msg\` говорит своё и никуда не ведёт: следующая строка снова для комнаты. На странице и в
терминале она открывает разговор.

${tableIn("ru")}
`;

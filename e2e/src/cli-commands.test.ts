import { createChatClient } from "@beseda/client";
import { commandNames } from "@beseda/protocol";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "./harness/place.ts";
import { ownerLink, ServerProcess } from "./harness/server.ts";
import { startTerminal } from "./harness/terminal.ts";
import { until } from "./harness/until.ts";

/** Commands that the terminal client itself carries out, or has no use for. */
const own: ReadonlySet<string> = new Set([
  "history",
  "since",
  "echo",
  "lang",
  "numbers",
  "login",
  "logout",
  "quit",
]);

describe("the terminal client and the real server", () => {
  test("[TXT-5] every command of the table is carried out by the server and answered", async () => {
    await using folder = await temporaryFolder();
    await using server = await ServerProcess.start({ folder: folder.path, arguments: ["--locale", "ru"] });
    const link = await ownerLink(server);
    const boris = createChatClient({ url: server.url, name: "Борис", client: "e2e/1", locale: "ru" });
    await using _ = { [Symbol.asyncDispose]: () => boris.close() };
    await until("Борис", () => boris.snapshot().connection.phase === "online");
    await using anna = startTerminal({ url: server.url, name: "Анна", home: folder.path });
    await anna.says("Вы – Анна");

    const typed = new Set<string>();
    /** Types a line and waits for the output that follows. */
    const asks = async (line: string, answer: RegExp): Promise<string> => {
      typed.add(/^\/(\w+)/u.exec(line)?.[1] ?? "");
      const before = [anna.output.length, anna.errors.length] as const;
      anna.type(`${line}\n`);
      // Refusals are printed apart, so that they stay out of a file that the chat is written to.
      const said = (): string => anna.output.slice(before[0]) + anna.errors.slice(before[1]);
      return until(`${String(answer)} after ${line}`, () => answer.exec(said())?.[0]).catch(
        (cause: unknown) => {
          throw new Error(`${line} was answered with: ${said()}`, { cause });
        },
      );
    };

    await asks("/help", /\/who/u);
    await asks("/nick Аня", /Анна меняет имя|Аня/u);
    await asks("/register длинный пароль", /Имя Аня/u);
    await asks(`/redeem ${link}`, /owner/u);
    await asks("/who", /В #lobby 2 человека: /u);
    await asks("/topic Что почитать", /задаёт тему: Что почитать/u);
    await asks("/topic", /Тема #lobby: Что почитать/u);
    await asks("/rooms", /#lobby \(2 человека, и вы\): Что почитать/u);
    await asks("/time", /Сейчас /u);
    await asks("/ping", /Сервер отвечает/u);
    await asks("/me машет", /\* Аня машет/u);
    await asks("/sessions", /1 сеанс/u);
    await asks("/password длинный-пароль и-ещё", /Надо так: \/password/u);
    await asks("/password не-тот-пароль другой-длинный", /Имя или пароль неверны/u);
    await asks("/invitation member", /#invitation=/u);
    await asks("/reset Аня", /#reset=/u);
    await asks("/recover 0123456789abcdef новый пароль", /больше не действует/u);
    await asks("/create книги private", /--- ~книги ---/u);
    await asks("/title Книги", /называет комнату «Книги»/u);
    await asks("/invite Борис", /Приглашение отправлено: Борис/u);
    await asks("/invitations", /ваших открытых приглашений: 1/u);
    await asks("/uninvite Борис", /Готово/u);
    await asks("/decline lobby", /Открытого приглашения в #lobby нет/u);
    await asks("/invite Борис", /Приглашение отправлено: Борис/u);
    await until("the invitation", () => boris.snapshot().invitations.length === 1);
    await boris.join(boris.snapshot().invitations[0]?.room ?? "");
    await asks("/who", /Борис/u);
    await asks("/block Борис", /Больше вы не увидите: Борис/u);
    await asks("/unblock Борис", /Вы снова видите: Борис/u);
    await asks("/report Борис шумно", /Жалоба передана/u);
    await asks("/reports", /1 жалоба/u);
    await asks("/slow 5", /Готово/u);
    await asks("/slow off", /Готово/u);
    await asks("/mute Борис 10m шумно", /шумно/u);
    await asks("/unmute Борис", /Готово/u);
    await asks("/role Борис moderator", /Готово/u);
    const receipt = await asks("забуду это", /✓ #\d+/u);
    const number = receipt.slice(3);
    await asks(`/edit ${number} не забуду`, /Аня меняет #\d+: не забуду/u);
    await asks(`/versions ${number}`, /забуду это[^]*не забуду/u);
    await asks(`/react ${number} 👍`, /Аня: 👍 к #\d+/u);
    await asks(`/react ${number} 👍`, /Аня убирает 👍 с #\d+/u);
    await asks(`/reply ${number} и хорошо`, /✓ #\d+/u);
    await asks(`/pin ${number}`, /Аня закрепляет сообщение/u);
    await asks("/pins", /#\d+[^]*не забуду/u);
    await asks("/search yt pf,ele", /1 сообщение по запросу «не забуду»/u);
    await asks("/read", /непрочитанного нет/u);
    await asks("/pin off", /Аня открепляет все сообщения/u);
    await asks(`/pin ${number}`, /Аня закрепляет сообщение/u);
    await asks(`/unpin ${number}`, /Аня открепляет сообщение #/u);
    await asks(`/delete ${receipt.slice(2)}`, /Готово/u);
    await asks("/kick Борис", /Борис больше не участвует в ~книги/u);
    await asks("/archive", /закрывает комнату/u);
    await asks("/archive off", /Аня [^:]*комнату/u);
    await asks("/part", /--- #lobby ---/u);
    await asks("/join кухня", /--- #кухня ---/u);
    await asks("/msg Борис Можно вас?", /@Борис \[.*Можно вас\?\s@Борис .*✓ #\d+/u);
    await until("the talk", () =>
      boris.snapshot().rooms.some(({ room, title }) => room.startsWith("@") && title === "Аня"),
    );
    await asks("/join lobby", /--- #lobby ---/u);
    await asks("/ban Борис", /Готово/u);
    await until("the ban", () => boris.snapshot().connection.phase === "ended");
    // For a guest who is gone, only the number is known.
    await asks(`/unban ${boris.snapshot().me?.client_id ?? ""}`, /Готово/u);
    await asks("/retry", /Неудачных сообщений нет/u);

    expect(commandNames.filter((name) => !own.has(name) && !typed.has(name))).toEqual([]);
    anna.type("/quit\n");
    anna.endInput();
    // The four that were refused: a script has to know.
    expect(await anna.exited()).toBe(1);
    expect(anna.errors).toContain("Не доставлено: 4 из");
  });
});

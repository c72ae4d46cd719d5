import { RefusedError, type ChatClient } from "@beseda/client";
import { lobby, type Locale } from "@beseda/protocol";
import { useCallback, useMemo, useState } from "react";
import type { Errand } from "../composer/intent.ts";
import { useLocale, usePreferences, useUiTexts } from "../preferences/preferences-context.ts";
import { openRoom } from "../rooms/current-room.ts";
import type { WritingRoom } from "../rooms/use-writing-room.ts";
import type { AppState } from "../app-state/app-state.ts";
import { goTo } from "./go-to.ts";

/** Actions that a person can ask for, from the composer or by a button. */
export interface Commands {
  /** Carries out what was said; `onRefused` is called where the server does not do what it was asked. */
  readonly run: (said: Errand, onRefused?: () => void) => void;
  readonly join: (room: string) => void;
  readonly leaveRoom: () => void;
  readonly rename: (name: string) => void;
  readonly quit: () => void;
  /** Re-enters the chat after the session ended. */
  readonly comeBack: () => void;
  /** Tells the person about a failure. */
  readonly complain: (error: unknown) => void;
  /** The reason why the last one failed, as a sentence. */
  readonly complaint: string | undefined;
  /** The result of the last one, in sentences, if it is not visible otherwise. */
  readonly news: string | undefined;
  /** Clears the complaint and the news, once read. */
  readonly forget: () => void;
  /** Opens the room of two with somebody; resolves when it is open, or the person was told why not. */
  readonly talkTo: (clientId: string) => Promise<void>;
}

export interface CommandsOptions {
  readonly client: ChatClient;
  readonly appState: AppState;
  readonly room: string;
  readonly writing: WritingRoom;
}

const reasonOf = (error: unknown, locale: Locale): string => {
  if (error instanceof RefusedError) return error.in(locale);
  return error instanceof Error ? error.message : String(error);
};

export const useCommands = ({ client, appState, room, writing }: CommandsOptions): Commands => {
  const texts = useUiTexts();
  const preferences = usePreferences();
  const locale = useLocale();
  const [trouble, complain] = useState<unknown>();
  const [news, setNews] = useState<string>();

  const forget = useCallback(() => {
    complain(undefined);
    setNews(undefined);
  }, []);
  /** Runs a command; a refusal of the server is shown to the person, and nothing else happens. */
  const attempt = useCallback(
    (command: () => Promise<void>, onRefused?: () => void): Promise<void> => {
      forget();
      return command().catch((error: unknown) => {
        complain(error);
        onRefused?.();
      });
    },
    [complain, forget],
  );

  return useMemo((): Commands => {
    const rename = (name: string) => attempt(() => appState.rename(name));
    const quit = (farewell?: string) => attempt(() => appState.leave(farewell));
    const join = (wanted: string) =>
      attempt(async () => {
        await client.join(wanted);
        openRoom(wanted);
      });
    const leaveRoom = (which = room) =>
      attempt(async () => {
        await client.leave(which);
        if (which === room) openRoom(lobby);
      });
    const run = (said: Errand, onRefused?: () => void) => {
      switch (said.kind) {
        case "say": {
          forget();
          const { kind: _, ...words } = said;
          client.send({ room: writing.room, ...words });
          return;
        }
        case "ask":
          return void attempt(async () => {
            const { lines } = await writing.here.go(said.invocation, writing.room).outcome;
            setNews(lines.length === 0 ? undefined : lines.join("\n"));
          }, onRefused);
        case "go":
          return void attempt(async () => {
            if (!(await goTo(client, room, said.place))) setNews(texts.timeline.nothingSince);
          });
        case "speak":
          return preferences.locale.set(said.locale);
        case "quit":
          return void quit(said.farewell);
        case "login":
          return void attempt(() => appState.login(said));
        case "logout":
          return void attempt(() => appState.logout());
      }
    };
    return {
      run,
      join,
      leaveRoom: () => leaveRoom(),
      rename,
      quit: () => quit(),
      comeBack: () => attempt(appState.comeBack),
      complain,
      complaint: trouble === undefined ? undefined : texts.failure(reasonOf(trouble, locale)),
      news,
      forget,
      talkTo: (clientId) => attempt(async () => openRoom(await client.direct(clientId))),
    };
  }, [attempt, forget, complain, client, appState, room, writing, preferences, trouble, locale, news, texts]);
};

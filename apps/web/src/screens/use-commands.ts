import type { ChatClient } from "@beseda/client";
import { lobby, textsOf } from "@beseda/protocol";
import { useCallback, useMemo, useState } from "react";
import type { Said } from "../composer/intent.ts";
import { useLocale, usePreferences, useUiTexts } from "../preferences/preferences-context.ts";
import { openRoom } from "../rooms/current-room.ts";
import type { Visit } from "../visit/visit.ts";

/** What a person can ask for, from the composer or by a button. */
export interface Commands {
  readonly run: (said: Said) => void;
  readonly join: (room: string) => void;
  readonly leaveRoom: () => void;
  readonly rename: (name: string) => void;
  readonly quit: () => void;
  /** Into the chat again after the session ended. */
  readonly comeBack: () => void;
  /** Tells the person of something that failed. */
  readonly complain: (error: unknown) => void;
  /** Why the last one failed, as a sentence. */
  readonly complaint: string | undefined;
  /** What the last one came to, as a sentence, where that is not to be seen. */
  readonly news: string | undefined;
}

export interface CommandsOptions {
  readonly client: ChatClient;
  readonly visit: Visit;
  readonly room: string;
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

export const useCommands = ({ client, visit, room }: CommandsOptions): Commands => {
  const texts = useUiTexts();
  const { lines } = textsOf(useLocale());
  const preferences = usePreferences();
  const [reason, setReason] = useState<string>();
  const [news, setNews] = useState<string>();

  const complain = useCallback((error: unknown) => setReason(reasonOf(error)), []);
  /** A refusal of the server is told to the person, and nothing else happens. */
  const attempt = useCallback(
    (command: () => Promise<void>) => {
      setReason(undefined);
      setNews(undefined);
      command().catch(complain);
    },
    [complain],
  );

  return useMemo((): Commands => {
    const rename = (name: string) => attempt(() => visit.rename(name));
    const quit = (farewell?: string) => attempt(() => visit.leave(farewell));
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
    const run = (said: Said) => {
      switch (said.kind) {
        case "say":
          setReason(undefined);
          setNews(undefined);
          client.send({ room, text: said.text, ...(said.action ? { action: true } : {}) });
          return;
        case "rename":
          return rename(said.name);
        case "join":
          return join(said.room);
        case "leave":
          return leaveRoom(said.room);
        case "speak":
          return preferences.locale.set(said.locale);
        case "quit":
          return quit(said.farewell);
        case "register":
          return attempt(async () => {
            await client.account.register(said.password);
            setNews(lines.registered(client.snapshot().me?.name ?? visit.name()));
          });
        case "login":
          return attempt(() => visit.login(said));
        case "logout":
          return attempt(() => visit.logout());
        case "password":
          return attempt(async () => {
            await client.account.changePassword(said);
            setNews(lines.passwordChanged());
          });
        case "redeem":
          return attempt(async () => {
            await client.account.redeem(said.invitation);
            setNews(texts.accepted);
          });
      }
    };
    return {
      run,
      join,
      leaveRoom: () => leaveRoom(),
      rename,
      quit: () => quit(),
      comeBack: () => attempt(visit.comeBack),
      complain,
      complaint: reason === undefined ? undefined : texts.failure(reason),
      news,
    };
  }, [attempt, complain, client, visit, room, preferences, reason, news, texts, lines]);
};

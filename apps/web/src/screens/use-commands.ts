import type { ChatClient } from "@beseda/client";
import { lobby } from "@beseda/protocol";
import { useCallback, useMemo, useState } from "react";
import type { Said } from "../composer/intent.ts";
import { usePreferences, useUiTexts } from "../preferences/preferences-context.ts";
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
}

export interface CommandsOptions {
  readonly client: ChatClient;
  readonly visit: Visit;
  readonly room: string;
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

export const useCommands = ({ client, visit, room }: CommandsOptions): Commands => {
  const texts = useUiTexts();
  const preferences = usePreferences();
  const [reason, setReason] = useState<string>();

  const complain = useCallback((error: unknown) => setReason(reasonOf(error)), []);
  /** A refusal of the server is told to the person, and nothing else happens. */
  const attempt = useCallback(
    (command: () => Promise<void>) => {
      setReason(undefined);
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
    };
  }, [attempt, complain, client, visit, room, preferences, reason, texts]);
};

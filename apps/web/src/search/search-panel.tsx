import { RefusedError, roomWord, type ChatClient, type ChatSnapshot } from "@beseda/client";
import { textsOf, type SearchHit } from "@beseda/protocol";
import { useEffect, useEffectEvent, useId, useRef, type KeyboardEvent } from "react";
import { useLocale, useUiTexts } from "../preferences/preferences-context.ts";
import { openMessage } from "../rooms/current-room.ts";
import { messageInView } from "../timeline/message-in-view.ts";
import { IconButton } from "../ui/icon-button.tsx";
import { FoundMessages } from "./found-messages.tsx";
import { searchTexts } from "./search-texts.ts";
import { useFound } from "./use-found.ts";
import { useQuery } from "./use-query.ts";
import type { Sought } from "./use-search.ts";

export interface SearchPanelProps {
  readonly client: ChatClient;
  readonly rooms: ChatSnapshot["rooms"];
  /** The room on the screen. */
  readonly room: string;
  readonly sought: Sought;
  /** Whether it lies over the conversation, and has to give way to it. */
  readonly covers: boolean;
  readonly onClose: () => void;
}

/** Moves the focus between the field and what was found below it. */
const moveFocus = (event: KeyboardEvent<HTMLElement>): void => {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const places = [...event.currentTarget.querySelectorAll<HTMLElement>("[type=search], .found, .found-more")];
  const at = places.findIndex((place) => place === document.activeElement);
  const next = at < 0 ? undefined : places[at + (event.key === "ArrowDown" ? 1 : -1)];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
};

/** The field, and what was found. */
export const SearchPanel = ({ client, rooms, room, sought, covers, onClose }: SearchPanelProps) => {
  const locale = useLocale();
  const texts = searchTexts[locale];
  const { closeHint } = useUiTexts().composer;
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const chosen = useRef<Element>(null);
  const finding = useFound(client);
  const { trouble } = finding;
  const query = useQuery(finding, sought);
  const begin = useEffectEvent(({ isReturn }: Sought) => {
    const last = chosen.current;
    if (isReturn && last instanceof HTMLElement && last.isConnected) return last.focus();
    field.current?.focus();
    field.current?.select();
  });
  useEffect(() => begin(sought), [sought]);
  const go = ({ room: where, seq }: SearchHit) => {
    chosen.current = document.activeElement;
    openMessage(where, seq, messageInView(client, where));
    if (covers) onClose();
  };
  const reason = trouble instanceof RefusedError ? trouble.in(locale) : trouble?.message;
  return (
    <div className="search-inside" onKeyDown={moveFocus}>
      <form
        className="people-head"
        onSubmit={(event) => {
          event.preventDefault();
          query.enter();
        }}
      >
        <input
          ref={field}
          type="search"
          className="input input-small"
          data-testid="search-field"
          aria-label={texts.field}
          placeholder={texts.field}
          aria-invalid={reason !== undefined}
          aria-describedby={id}
          autoComplete="off"
          enterKeyHint="search"
          maxLength={300}
          value={query.text}
          onChange={(event) => query.type(event.target.value)}
        />
        <IconButton icon="close" data-testid="close-search" label={closeHint} onClick={onClose} />
      </form>
      <p id={id} className="complaint search-said" role="alert" data-testid="search-trouble">
        {reason}
      </p>
      <FoundMessages
        {...{ finding, rooms, texts }}
        order={query.order}
        hints={texts.hints(roomWord(rooms.find((known) => known.room === room) ?? { room }))}
        lines={textsOf(locale).lines}
        onGo={go}
        onAdd={(part) => {
          query.add(part);
          field.current?.focus();
        }}
        onOrder={query.sort}
      />
    </div>
  );
};

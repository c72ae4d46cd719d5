import { characters } from "@beseda/protocol";
import { Box, Static, useStdout, useWindowSize } from "ink";
import { useEffect, useSyncExternalStore, type ReactNode } from "react";
import type { Conversation } from "../conversation/conversation.ts";
import { colorOf } from "../format/name-color.ts";
import { cutTo } from "../format/width.ts";
import { masked } from "../line/mask.ts";
import type { Wish } from "../line/prompt.ts";
import { ColumnsContext } from "./context.ts";
import { EntryRow } from "./entry-row.tsx";
import { InputLine } from "./input-line.tsx";
import { Offered } from "./offered.tsx";
import { Pending, pendingRows } from "./pending.tsx";
import { StatusLine } from "./status-line.tsx";
import { useDue } from "./use-due.ts";
import { usePause } from "./use-pause.ts";
import { usePrompt } from "./use-prompt.ts";

/** Clears what is visible and leaves the scrollback. */
const clearScreen = "\u001B[2J\u001B[H";

export interface ChatProps {
  readonly conversation: Conversation;
  /** Called when the person does not want to wait for the farewell. */
  readonly onLeaveAtOnce: () => void;
  /** Stops the program for a while; the terminal belongs to others until it resolves. */
  readonly pause: () => Promise<void>;
}

/**
 * The chat on a terminal: each entry is written once, above, into the terminal's own scrollback; only the
 * rows at the bottom are drawn again.
 */
export const Chat = ({ conversation, onLeaveAtOnce, pause }: ChatProps): ReactNode => {
  const view = useSyncExternalStore(
    (listener) => conversation.subscribe(listener),
    () => conversation.view(),
  );
  const { columns, rows } = useWindowSize();
  const { write } = useStdout();
  const { entries, stop } = usePause(useDue(view.entries), pause);
  const onWish = (wish: Wish): void => {
    switch (wish.kind) {
      case "submit":
        return conversation.submit(wish.text);
      case "nudge":
        return conversation.reconnectNow();
      case "clear":
        return write(clearScreen);
      case "pause":
        return stop();
      case "unread":
        return conversation.submit("/unread");
      case "interrupt":
      case "leave":
        return conversation.view().isOver ? onLeaveAtOnce() : conversation.end();
    }
  };
  const { editor } = usePrompt({ sources: () => conversation.completionSources(), onWish });
  const offered = conversation.offered(editor.text);
  useEffect(() => {
    if (entries.length === view.entries.length) conversation.drawn();
  }, [conversation, entries, view]);
  useEffect(() => conversation.writes(editor.text), [conversation, editor.text]);
  return (
    <ColumnsContext value={columns}>
      <Static items={[...entries]}>{(entry) => <EntryRow key={entry.key} entry={entry} />}</Static>
      {!view.isOver && (
        <Box flexDirection="column" marginTop={1}>
          <Pending messages={view.pending} columns={columns} />
          <Offered lines={offered} columns={columns} />
          <InputLine
            label={`${cutTo(view.name, Math.max(4, Math.floor(columns / 4)))} ›`}
            color={colorOf(view.clientId)}
            editor={masked(editor)}
            placeholder=""
            columns={columns}
            maxRows={Math.max(1, Math.min(10, Math.floor(rows / 2)))}
            top={1 + pendingRows(view.pending.length) + offered.length}
          />
          <StatusLine view={view} length={characters(editor.text)} columns={columns} />
        </Box>
      )}
    </ColumnsContext>
  );
};

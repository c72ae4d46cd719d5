import type { TimelineMessage } from "@beseda/client";
import { withoutSpoilers } from "@beseda/markup/spoilers";
import { replyMark } from "@beseda/protocol";
import { Box, Text } from "ink";
import { use, type ReactNode } from "react";
import type { Entry, Note, Tone, Way } from "../conversation/entry.ts";
import { afterTextOf } from "../format/after-text.ts";
import { colorOf } from "../format/name-color.ts";
import { widthOf } from "../format/width.ts";
import { ColumnsContext, useSurroundings } from "./context.ts";
import { MarkedText } from "./marked-text.tsx";

/** Columns that names are aligned in, if the terminal is wide enough. */
const nameColumns = 10;
const narrow = 60;

interface RowProps {
  /** `13:45`, or empty if the entry has no time. */
  readonly time: string;
  readonly head: string;
  readonly color?: string;
  readonly children: ReactNode;
}

const timeColumns = 6;
const gap = 1;

/** Time, author and text, with a hanging indent. */
const Row = ({ time, head, color, children }: RowProps): ReactNode => {
  const columns = use(ColumnsContext);
  const headColumns = Math.max(columns < narrow ? 0 : nameColumns, widthOf(head));
  const rest = Math.max(8, columns - timeColumns - headColumns - gap);
  return (
    <Box>
      <Box flexShrink={0} width={timeColumns}>
        <Text dimColor>{time}</Text>
      </Box>
      <Box flexShrink={0} width={headColumns} marginRight={gap} justifyContent="flex-end">
        <Text {...(color === undefined ? { dimColor: true } : { bold: true, color })}>{head}</Text>
      </Box>
      <Box flexShrink={0} width={rest} flexDirection="column">
        {children}
      </Box>
    </Box>
  );
};

interface DeliveryProps {
  readonly message: TimelineMessage;
  /** Whether its number stands before it. */
  readonly isNumbered: boolean;
}

const Delivery = ({ message, isNumbered }: DeliveryProps): ReactNode => {
  const { texts } = useSurroundings();
  switch (message.delivery?.state) {
    case "acknowledged":
      return (
        <Text>
          <Text color="green"> ✓</Text>
          {!isNumbered && <Text dimColor> #{message.delivery.seq}</Text>}
        </Text>
      );
    case "failed":
      return <Text color="red"> ! {texts.notes.failed(message.delivery.reason)}</Text>;
    default:
      return null;
  }
};

const MessageRow = ({ message, isNumbered }: Extract<Entry, { kind: "message" }>): ReactNode => {
  const { clock, texts } = useSurroundings();
  const { action, name, deleted } = message;
  const color = colorOf(message.client_id);
  if (deleted) {
    return (
      <Row time={clock.minute(message.time)} head="×">
        <Text dimColor>{texts.deletedMessage(name)}</Text>
      </Row>
    );
  }
  return (
    <Row time={clock.minute(message.time)} head={action ? "*" : name} {...(!action && { color })}>
      <Text italic={action}>
        {action && (
          <Text bold color={color}>
            {name}{" "}
          </Text>
        )}
        <Text dimColor>
          {isNumbered && message.seq > 0 && `#${message.seq} `}
          {replyMark(message.reply_to)}
        </Text>
        {message.file ? message.text : <MarkedText text={message.text} />}
        <Text dimColor>{afterTextOf(message, texts)}</Text>
        <Delivery message={message} isNumbered={isNumbered} />
      </Text>
    </Row>
  );
};

const arrows: Readonly<Record<Way, string>> = { in: "→", out: "←", other: "·" };

const NoticeRow = ({ entry }: { readonly entry: Extract<Entry, { kind: "notice" }> }): ReactNode => {
  const { clock } = useSurroundings();
  return (
    <Row time={clock.minute(entry.time)} head={arrows[entry.way]}>
      <Text dimColor>{withoutSpoilers(entry.text)}</Text>
    </Row>
  );
};

const colors: Readonly<Record<Tone, string>> = {
  info: "blue",
  good: "green",
  warning: "yellow",
  error: "red",
};

const NoteRow = ({ note: { tone, lines } }: { readonly note: Note }): ReactNode => (
  <Row time="" head={tone === "error" ? "✗" : "●"} color={colors[tone]}>
    {lines.map((line, index) => (
      // oxlint-disable-next-line react/no-array-index-key -- drawn once; two lines may be equal
      <Text key={index} {...(tone === "error" && index === 0 && { color: "red" })}>
        {line}
      </Text>
    ))}
  </Row>
);

const Separator = ({ title, color }: { readonly title: string; readonly color?: string }): ReactNode => {
  const columns = use(ColumnsContext);
  return (
    <Text
      {...(color === undefined ? { dimColor: true } : { color })}
      wrap="truncate"
    >{`── ${title} ${"─".repeat(Math.max(2, Math.min(columns, 120) - title.length - 5))}`}</Text>
  );
};

/** One entry of the transcript, drawn once. */
export const EntryRow = ({ entry }: { readonly entry: Entry }): ReactNode => {
  const { clock, texts } = useSurroundings();
  switch (entry.kind) {
    case "news":
      return <Separator title={texts.newMessages} color="red" />;
    case "day":
      return <Separator title={clock.day(entry.time)} />;
    case "room":
      return <Separator title={entry.place} />;
    case "message":
      return <MessageRow {...entry} />;
    case "notice":
      return <NoticeRow entry={entry} />;
    case "note":
      return <NoteRow note={entry} />;
  }
};

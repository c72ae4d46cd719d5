import type { ChatClient, TimelineMessage } from "@beseda/client";
import { characters, cleanText, defaultLimits, lobby } from "@beseda/protocol";
import { helpLines } from "../command/help.ts";
import type { Intent } from "../command/parse-line.ts";
import type { CliTexts } from "../locale/texts.ts";
import type { Note } from "./entry.ts";

/** What an intent is carried out on. */
export interface Stage {
  readonly client: ChatClient;
  readonly texts: CliTexts;
  /** The room that the person looks at. */
  readonly room: string;
  note(note: Note): void;
  goTo(room: string): void;
  /** A message was given to the outbox under this key. */
  typed(key: string): void;
  renamed(name: string): void;
  end(farewell: string | undefined): void;
}

const info = (...lines: readonly string[]): Note => ({ tone: "info", lines });
const error = (...lines: readonly string[]): Note => ({ tone: "error", lines });

const ask = (stage: Stage, question: Promise<void>, then: () => void): void => {
  question.then(then, (reason: unknown) => {
    stage.note(error(reason instanceof Error ? reason.message : String(reason)));
  });
};

const say = (stage: Stage, intent: Extract<Intent, { kind: "say" }>): void => {
  const limit = (stage.client.snapshot().welcome?.limits ?? defaultLimits).message_characters;
  const length = characters(intent.text);
  if (length > limit) {
    stage.note(error(stage.texts.notes.tooLong(length, limit)));
    return;
  }
  const { room, client } = stage;
  stage.typed(client.send({ room, text: intent.text, ...(intent.action && { action: true }) }));
};

const join = (stage: Stage, room: string): void => {
  const isMember = stage.client.snapshot().rooms.some((known) => known.room === room);
  if (isMember) stage.goTo(room);
  else ask(stage, stage.client.join(room), () => stage.goTo(room));
};

const part = (stage: Stage): void => {
  if (stage.room === lobby) stage.note(error(stage.texts.notes.lobbyStays));
  else ask(stage, stage.client.leave(stage.room), () => stage.goTo(lobby));
};

const listRooms = (stage: Stage): void => {
  const { client, texts } = stage;
  ask(stage, client.refreshRooms(), () => {
    const rooms = client
      .snapshot()
      .rooms.map(({ room, members, topic }) =>
        texts.notes.roomLine({ name: room, people: texts.status.people(members), topic: cleanText(topic) }),
      );
    stage.note(info(...rooms));
  });
};

const failedMessages = ({ client }: Stage): readonly TimelineMessage[] =>
  [...client.snapshot().timelines.values()]
    .flatMap(({ items }) => items)
    .filter((item) => item.kind === "message")
    .filter((item) => item.delivery?.state === "failed");

const withFailed = (stage: Stage, act: "retry" | "discard"): void => {
  const failed = failedMessages(stage);
  for (const { key } of failed) stage.client[act](key);
  const { nothingFailed, retried, discarded } = stage.texts.notes;
  const said = act === "retry" ? retried : discarded;
  stage.note(info(failed.length === 0 ? nothingFailed : said(failed.length)));
};

/** The one place where what a person means has effects. */
export const perform = (intent: Intent, stage: Stage): void => {
  const { client, texts } = stage;
  switch (intent.kind) {
    case "nothing":
      return;
    case "say":
      return say(stage, intent);
    case "help":
      return stage.note(info(...helpLines(texts)));
    case "rooms":
      return listRooms(stage);
    case "join":
      return join(stage, intent.room);
    case "part":
      return part(stage);
    case "rename":
      return ask(stage, client.rename(intent.name), () => stage.renamed(intent.name));
    case "retry":
    case "discard":
      return withFailed(stage, intent.kind);
    case "quit":
      return stage.end(intent.farewell);
    case "unknown": {
      const { didYouMean, unknownCommand, escape } = texts.notes;
      const meant = intent.meant === undefined ? undefined : `/${intent.meant}`;
      const said = meant === undefined ? unknownCommand(intent.typed) : didYouMean(intent.typed, meant);
      return stage.note(error(said, escape(intent.typed)));
    }
    case "incomplete":
      return stage.note(error(texts.notes.usage(texts.commands[intent.command].usage)));
    case "bad-name":
      return stage.note(error(texts.refusals.name(intent.value)));
    case "bad-room":
      return stage.note(error(texts.refusals.room(intent.value)));
  }
};

import {
  isAhead,
  type ChatClient,
  type ChatSnapshot,
  type TimelineItem,
  type TimelineMessage,
  type Typist,
} from "@beseda/client";
import { defaultLimits } from "@beseda/protocol";
import { useCallback, useMemo } from "react";
import { Composer } from "../composer/composer.tsx";
import type { Drafts } from "../composer/draft.ts";
import type { Said } from "../composer/intent.ts";
import { knownHere } from "../composer/known-here.ts";
import type { Begun } from "../composer/use-draft.ts";
import { Greeting } from "../connection/greeting.tsx";
import { TypingLine } from "../presence/typing-line.tsx";
import type { WritingRoom } from "../rooms/use-writing-room.ts";
import { messageAt } from "../timeline/message-at.ts";
import type { ToldHere } from "./use-told.ts";

export interface WritingPaneProps {
  readonly client: ChatClient;
  readonly snapshot: ChatSnapshot;
  /** The room on the screen. */
  readonly room: string;
  /** The room's display name, `#lobby`. */
  readonly place: string;
  /** The person's own name. */
  readonly name: string;
  readonly writing: WritingRoom;
  readonly drafts: Drafts;
  readonly begun: Begun | undefined;
  readonly told: ToldHere;
  readonly onBegin: (begun: Begun) => void;
  readonly onSaid: (said: Said) => void;
}

const nobody: readonly Typist[] = [];
const nothing: readonly TimelineItem[] = [];

const isOwn = (item: TimelineItem): item is TimelineMessage =>
  item.kind === "message" && item.own && !item.deleted && item.delivery?.state !== "failed";

/** Returns the person's last message; none while it is on its way: they do not mean an earlier one. */
const lastOwnIn = (items: readonly TimelineItem[]): TimelineMessage | undefined => {
  const last = items.findLast(isOwn);
  return last !== undefined && last.seq > 0 ? last : undefined;
};

/** The area under the conversation: the people typing, and the field. */
export const WritingPane = (props: WritingPaneProps) => {
  const { client, snapshot, room, place, name, writing, drafts, begun, told, onBegin, onSaid } = props;
  const { connection, welcome, timelines, typing } = snapshot;
  const known = useCallback(() => knownHere(client.snapshot(), room), [client, room]);
  const members = useCallback(async () => {
    const people = await client.members(room);
    const me = client.snapshot().me?.client_id;
    return people.filter(({ client_id }) => client_id !== me).map((person) => person.name);
  }, [client, room]);
  const onTyping = useCallback(
    (isTyping: boolean) => client.typing(writing.room, isTyping),
    [client, writing.room],
  );
  const held = isAhead(writing.room) ? (timelines.get(writing.room)?.items ?? nothing) : nothing;
  const heldMessages = useMemo(() => held.filter((item) => item.kind === "message"), [held]);
  const items = timelines.get(writing.room)?.items ?? nothing;
  const isOutside = welcome !== undefined && !timelines.has(room);
  return (
    <>
      <Greeting welcome={connection.phase === "online" ? welcome : undefined} />
      <TypingLine typists={typing.get(room) ?? nobody} />
      <Composer
        key={`composer ${writing.key}`}
        room={writing.room}
        place={heldMessages[0] === undefined ? place : `${heldMessages[0].text} …`}
        held={heldMessages}
        name={name}
        drafts={drafts}
        limit={welcome?.limits.message_characters ?? defaultLimits.message_characters}
        disabled={connection.phase === "ended" || isOutside}
        known={known}
        members={members}
        messageAt={(seq) => messageAt(items, seq)}
        lastOwn={() => lastOwnIn(items)}
        onBegin={onBegin}
        begun={begun}
        onSaid={onSaid}
        onTyping={onTyping}
        {...told}
      />
    </>
  );
};

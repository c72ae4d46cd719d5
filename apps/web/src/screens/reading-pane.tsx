import { unfolded, type ChatClient, type ChatSnapshot, type TimelineItem } from "@beseda/client";
import { isAtLeast, isDirectRoom, type Role } from "@beseda/protocol";
import { useCallback, useMemo } from "react";
import { fieldId } from "../composer/writing-field.tsx";
import { useUiTexts } from "../preferences/preferences-context.ts";
import { Announcer } from "../reading/announcer.tsx";
import { newestSeq } from "../reading/news.ts";
import type { RoomEntry } from "../rooms/entries.ts";
import { PinsBar } from "../rooms/pins-bar.tsx";
import { usePins } from "../rooms/use-pins.ts";
import { Outside } from "../rooms/outside.tsx";
import type { MessageActions, MessageRights } from "../timeline/message-actions.ts";
import { Timeline } from "../timeline/timeline.tsx";
import type { Commands } from "./use-commands.ts";
import { useJump } from "./use-jump.ts";

export interface ReadingPaneProps {
  readonly client: ChatClient;
  readonly snapshot: ChatSnapshot;
  readonly room: string;
  /** The room's display name, `#lobby`. */
  readonly place: string;
  /** The room's entry in the list, if it has one. */
  readonly entry: RoomEntry | undefined;
  readonly messages: MessageActions;
  readonly commands: Commands;
  /** Another object each time that the person has said something here. */
  readonly said: object | undefined;
}

const nothing: readonly TimelineItem[] = [];
const noPins: readonly number[] = [];

/** Returns what the person may do with messages of others; both people of a room of two pin there (ROOM-3). */
const rightsIn = (room: string, role: Role = "guest"): MessageRights => {
  const isModerator = isAtLeast(role, "moderator");
  const isOfTwo = isDirectRoom(room);
  return { remove: isModerator && !isOfTwo, pin: isModerator || isOfTwo };
};

/** The conversation in a room, or the view of it from outside. */
export const ReadingPane = (props: ReadingPaneProps) => {
  const { client, snapshot, room, place, entry, messages, commands } = props;
  const { connection, welcome, timelines, blocked } = snapshot;
  const { complain } = commands;
  const texts = useUiTexts();
  const timeline = timelines.get(room);
  const apart = snapshot.windows.get(room);
  const jump = useJump({ client, room, isOpen: timeline !== undefined, complain });
  const live = connection.phase === "online" && timeline?.arriving === false;
  const shown = useMemo(() => unfolded(timeline?.items ?? nothing, blocked), [timeline, blocked]);
  const role = entry?.role;
  const rights = useMemo(() => rightsIn(room, role), [room, role]);
  const pins = usePins({
    client,
    room,
    pins: entry?.pins ?? noPins,
    items: shown,
    blocked,
    isOnline: connection.phase === "online",
  });
  const onRead = useCallback((seq: number) => client.markRead(room, seq), [client, room]);
  const onOlder = useCallback(() => {
    client.loadOlder(room).catch(complain);
  }, [client, room, complain]);
  const onNewer = useCallback(() => {
    client.loadNewer(room).catch(complain);
  }, [client, room, complain]);
  const onNewest = useCallback(() => client.toNewest(room), [client, room]);
  return (
    <>
      <Announcer key={`announcer ${room}`} {...{ live, connection }} items={shown} />
      <button
        type="button"
        className="button skip"
        data-testid="skip-list"
        onClick={() => document.querySelector<HTMLElement>(`#${fieldId}`)?.focus()}
      >
        {texts.composer.skipList}
      </button>
      {timeline !== undefined && pins.length > 0 && (
        <PinsBar
          key={`pins ${room}`}
          pins={pins}
          onGo={jump.onGo}
          mayUnpin={rights.pin}
          onUnpin={(seq) => messages.pin(seq, false)}
        />
      )}
      {timeline !== undefined && (
        <Timeline
          key={`timeline ${room}`}
          place={place}
          timeline={apart ?? timeline}
          isApart={apart !== undefined}
          live={live && apart === undefined}
          mark={entry?.read?.seq ?? newestSeq(timeline.items)}
          actions={messages}
          rights={rights}
          pins={entry?.pins ?? noPins}
          {...jump}
          said={props.said}
          blocked={blocked}
          onRead={onRead}
          onOlder={onOlder}
          onNewer={onNewer}
          onNewest={onNewest}
        />
      )}
      {timeline === undefined && welcome !== undefined && <Outside room={room} onJoin={commands.join} />}
      {timeline === undefined && welcome === undefined && <div className="timeline" />}
      {entry?.other_left && (
        <p className="other-left" data-testid="other-left">
          {texts.rooms.otherLeft(place)}
        </p>
      )}
    </>
  );
};

import { useUiTexts } from "../preferences/preferences-context.ts";
import { roomLabel } from "@beseda/client";
import { isOpenEntry } from "../ui/use-back-closes.ts";
import { roomAddress } from "./current-room.ts";
import type { RoomEntry } from "./entries.ts";

export interface RoomListProps {
  readonly rooms: readonly RoomEntry[];
  readonly current: string;
  readonly onOpen: () => void;
  readonly onJoin: (room: string) => void;
}

export const RoomList = ({ rooms, current, onOpen, onJoin }: RoomListProps) => (
  <ul className="rooms">
    {rooms.map((entry) => (
      <li key={entry.room} className="room" data-testid="room" data-room={entry.room}>
        {entry.joined ? (
          <JoinedRoom entry={entry} current={entry.room === current} onOpen={onOpen} />
        ) : (
          <OtherRoom entry={entry} onJoin={onJoin} />
        )}
      </li>
    ))}
  </ul>
);

const RoomName = ({ entry }: { readonly entry: RoomEntry }) => {
  const { sign, name } = roomLabel(entry);
  return (
    <span className="room-name" dir="auto">
      <span className="room-sign" aria-hidden="true">
        {sign}
      </span>
      {name}
    </span>
  );
};

interface JoinedRoomProps {
  readonly entry: RoomEntry;
  readonly current: boolean;
  readonly onOpen: () => void;
}

const JoinedRoom = ({ entry, entry: { room, unread, mentions }, current, onOpen }: JoinedRoomProps) => {
  const texts = useUiTexts().rooms;
  return (
    <a
      className="room-link"
      href={roomAddress(room)}
      aria-current={current ? "page" : undefined}
      data-unread={unread > 0}
      onClick={(event) => {
        onOpen();
        if (!isOpenEntry(history.state) || event.ctrlKey || event.metaKey || event.shiftKey) return;
        // The room replaces the open list in the history: Back leads to the room before.
        event.preventDefault();
        location.replace(roomAddress(room));
      }}
    >
      <RoomName entry={entry} />
      {mentions > 0 && <Badge id="mentions" sign="@" value={mentions} words={texts.mentions(mentions)} />}
      {unread > 0 && <Badge id="unread" value={unread} words={texts.unread(unread)} />}
    </a>
  );
};

interface BadgeProps {
  readonly id: "unread" | "mentions";
  readonly sign?: string;
  readonly value: number;
  readonly words: string;
}

const Badge = ({ id, sign = "", value, words }: BadgeProps) => (
  <span className="badge" data-testid={id} title={words}>
    <span aria-hidden="true">
      {sign}
      {value > 99 ? "99+" : value}
    </span>
    <span className="visually-hidden">{words}</span>
  </span>
);

interface OtherRoomProps {
  readonly entry: RoomEntry;
  readonly onJoin: (room: string) => void;
}

const OtherRoom = ({ entry, entry: { room, topic }, onJoin }: OtherRoomProps) => {
  const texts = useUiTexts().rooms;
  return (
    <div className="room-link room-other" title={topic}>
      <RoomName entry={entry} />
      <button type="button" className="button button-small" data-testid="join" onClick={() => onJoin(room)}>
        {texts.join}
        <span className="visually-hidden"> #{room}</span>
      </button>
    </div>
  );
};

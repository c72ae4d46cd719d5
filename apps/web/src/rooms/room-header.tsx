import { lobby, type RoomSummary } from "@beseda/protocol";
import { useUiTexts } from "../preferences/preferences-context.ts";
import { Icon } from "../ui/icon.tsx";

export interface RoomHeaderProps {
  readonly room: string;
  /** Undefined until the server told about it. */
  readonly summary: RoomSummary | undefined;
  readonly joined: boolean;
  /** Unread messages of other rooms, told on the button to the list where the list is hidden. */
  readonly elsewhere: number;
  readonly onMenu: () => void;
  readonly onLeave: () => void;
}

export const RoomHeader = ({ room, summary, joined, elsewhere, onMenu, onLeave }: RoomHeaderProps) => {
  const texts = useUiTexts().rooms;
  return (
    <header className="room-header">
      <button
        type="button"
        className="icon-button menu-button"
        data-testid="menu"
        data-unread={elsewhere > 0}
        aria-label={texts.open}
        title={texts.open}
        onClick={onMenu}
      >
        <Icon name="menu" />
      </button>
      <div className="room-title">
        <h1 className="room-heading" data-testid="room-heading">
          <span className="room-sign" aria-hidden="true">
            #
          </span>
          {room}
        </h1>
        {summary !== undefined && (
          <p className="room-about">
            {texts.members(summary.members)}
            {summary.topic !== "" && <span title={summary.topic}> · {summary.topic}</span>}
          </p>
        )}
      </div>
      {joined && room !== lobby && (
        <button
          type="button"
          className="icon-button"
          data-testid="leave-room"
          aria-label={texts.leave(room)}
          title={texts.leave(room)}
          onClick={onLeave}
        >
          <Icon name="leave" />
        </button>
      )}
    </header>
  );
};

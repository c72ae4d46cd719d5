import { roomLabel } from "@beseda/client";
import { isDirectRoom, lobby, type RoomSummary } from "@beseda/protocol";
import { useUiTexts } from "../preferences/preferences-context.ts";
import type { Search } from "../search/use-search.ts";
import { IconButton } from "../ui/icon-button.tsx";
import type { Panel } from "../ui/use-panel.ts";

export interface RoomHeaderProps {
  readonly room: string;
  /** Undefined until the server has sent it. */
  readonly summary: RoomSummary | undefined;
  readonly joined: boolean;
  /** The number of people there, if it is known better than by the summary. */
  readonly present: number | undefined;
  /** Unread messages of other rooms, and invitations: shown on the button to the list while it is hidden. */
  readonly elsewhere: number;
  /** The list of rooms, when it lies over the conversation. */
  readonly drawer: Panel;
  /** The list of people. */
  readonly people: Panel;
  readonly search: Search;
  readonly onLeave: () => void;
}

export const RoomHeader = (props: RoomHeaderProps) => {
  const {
    room,
    summary,
    joined,
    present = summary?.members ?? 0,
    elsewhere,
    drawer,
    people,
    search,
    onLeave,
  } = props;
  const { rooms: texts, people: peopleTexts, search: searchTexts } = useUiTexts();
  const { sign, name } = roomLabel(summary ?? { room });
  return (
    <header className="room-header">
      <IconButton
        icon="menu"
        label={elsewhere > 0 ? texts.withNews(texts.open) : texts.open}
        className="menu-button"
        data-testid="menu"
        aria-expanded={drawer.isOpen}
        data-unread={elsewhere > 0}
        onClick={drawer.open}
      />
      <div className="room-title">
        <h1 className="room-heading" data-testid="room-heading">
          <span className="room-sign" aria-hidden="true">
            {sign}
          </span>
          {name}
        </h1>
        {summary !== undefined && (
          <p className="room-about" dir="auto">
            {isDirectRoom(room) ? texts[present > 1 ? "online" : "offline"] : texts.members(present)}
            {summary.topic !== "" && <span title={summary.topic}> · {summary.topic}</span>}
          </p>
        )}
      </div>
      <IconButton
        icon="search"
        data-testid="search-button"
        aria-expanded={search.panel.isOpen}
        aria-keyshortcuts="Control+K Meta+K"
        label={searchTexts.show}
        onClick={search.panel.isOpen ? search.panel.close : () => search.open()}
      />
      {joined && (
        <IconButton
          icon="people"
          data-testid="people-button"
          aria-expanded={people.isOpen}
          label={peopleTexts.show}
          onClick={() => {
            search.panel.close();
            people.toggle();
          }}
        />
      )}
      {joined && room !== lobby && (
        <IconButton
          icon="leave"
          data-testid="leave-room"
          label={texts.leave(sign + name)}
          onClick={onLeave}
        />
      )}
    </header>
  );
};

import { isDirectRoom, type RoomInvitation } from "@beseda/protocol";
import { useUiTexts } from "../preferences/preferences-context.ts";
import { IconButton } from "../ui/icon-button.tsx";
import { Logo } from "../ui/logo.tsx";
import type { Panel } from "../ui/use-panel.ts";
import type { RoomEntry } from "./entries.ts";
import { Invitations } from "./invitations.tsx";
import { JoinRoom } from "./join-room.tsx";
import { Profile, type ProfileProps } from "./profile.tsx";
import { RoomList, type RoomListProps } from "./room-list.tsx";

export interface SidebarProps extends Omit<RoomListProps, "onOpen"> {
  readonly me: Pick<ProfileProps, "clientId" | "name">;
  readonly invitations: readonly RoomInvitation[];
  readonly onDecline: (room: string) => void;
  /** The number of reports that wait for the person's decision as a moderator. */
  readonly reports: number;
  readonly onReports: () => void;
  readonly onRename: (name: string) => void;
  readonly onQuit: () => void;
  /** The panel, opened only where it lies over the conversation, on a phone. */
  readonly panel: Panel;
  /** Whether something else lies over it. */
  readonly covered: boolean;
}

/** The rooms, and the person's own profile. */
export const Sidebar = (props: SidebarProps) => {
  const { me, rooms, current, onJoin, onRename, onQuit, covered, panel } = props;
  const { invitations, onDecline, reports, onReports } = props;
  const { element, isOpen, close } = panel;
  const texts = useUiTexts();
  const isDirect = ({ room }: RoomEntry) => isDirectRoom(room);
  const direct = rooms.filter(isDirect);
  return (
    <>
      {isOpen && <div className="sidebar-shade" onClick={close} aria-hidden="true" />}
      <nav
        ref={element}
        className="sidebar"
        inert={covered}
        data-open={isOpen}
        aria-label={texts.rooms.title}
      >
        <div className="sidebar-head">
          <Logo />
          <span className="sidebar-app">{texts.app}</span>
          <IconButton icon="close" className="close-button" label={texts.rooms.close} onClick={close} />
        </div>
        <div className="sidebar-rooms">
          <Invitations invitations={invitations} onAccept={onJoin} onDecline={onDecline} />
          {reports > 0 && (
            <button type="button" className="room-link reports" data-testid="reports" onClick={onReports}>
              {texts.rooms.reports}
              <span className="badge">{reports}</span>
            </button>
          )}
          <h2 className="sidebar-title">{texts.rooms.title}</h2>
          <RoomList
            rooms={rooms.filter((entry) => !isDirect(entry))}
            current={current}
            onOpen={close}
            onJoin={onJoin}
          />
          <JoinRoom onJoin={onJoin} />
          {direct.length > 0 && (
            <>
              <h2 className="sidebar-title sidebar-direct">{texts.rooms.direct}</h2>
              <RoomList rooms={direct} current={current} onOpen={close} onJoin={onJoin} />
            </>
          )}
        </div>
        <Profile {...me} onRename={onRename} onLeave={onQuit} />
      </nav>
    </>
  );
};

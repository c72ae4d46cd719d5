import { isDirectRoom, type RoomInvitation } from "@beseda/protocol";
import type { RefObject } from "react";
import { useUiTexts } from "../preferences/preferences-context.ts";
import { IconButton } from "../ui/icon-button.tsx";
import { Logo } from "../ui/logo.tsx";
import type { RoomEntry } from "./entries.ts";
import { Invitations } from "./invitations.tsx";
import { JoinRoom } from "./join-room.tsx";
import { Profile, type ProfileProps } from "./profile.tsx";
import { RoomList, type RoomListProps } from "./room-list.tsx";

export interface SidebarProps extends Omit<RoomListProps, "onOpen"> {
  readonly me: Pick<ProfileProps, "clientId" | "name">;
  readonly invitations: readonly RoomInvitation[];
  readonly onDecline: (room: string) => void;
  /** Reports that wait for one's decision as a moderator. */
  readonly reports: number;
  readonly onReports: () => void;
  readonly onRename: (name: string) => void;
  readonly onQuit: () => void;
  /** Only where it lies over the conversation, on a phone. */
  readonly open: boolean;
  readonly onClose: () => void;
  /** Whether something else lies over it. */
  readonly covered: boolean;
  readonly panel: RefObject<HTMLElement | null>;
}

/** Rooms, and oneself. */
export const Sidebar = (props: SidebarProps) => {
  const { me, rooms, current, open, onJoin, onRename, onQuit, onClose, covered, panel } = props;
  const { invitations, onDecline, reports, onReports } = props;
  const texts = useUiTexts();
  const isDirect = ({ room }: RoomEntry) => isDirectRoom(room);
  const direct = rooms.filter(isDirect);
  return (
    <>
      {open && <div className="sidebar-shade" onClick={onClose} aria-hidden="true" />}
      <nav ref={panel} className="sidebar" inert={covered} data-open={open} aria-label={texts.rooms.title}>
        <div className="sidebar-head">
          <Logo />
          <span className="sidebar-app">{texts.app}</span>
          <IconButton icon="close" className="close-button" label={texts.rooms.close} onClick={onClose} />
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
            onOpen={onClose}
            onJoin={onJoin}
          />
          <JoinRoom onJoin={onJoin} />
          {direct.length > 0 && (
            <>
              <h2 className="sidebar-title sidebar-direct">{texts.rooms.direct}</h2>
              <RoomList rooms={direct} current={current} onOpen={onClose} onJoin={onJoin} />
            </>
          )}
        </div>
        <Profile {...me} onRename={onRename} onLeave={onQuit} />
      </nav>
    </>
  );
};

import { roomLabel } from "@beseda/client";
import { familiarPlaceOf, type RoomInvitation } from "@beseda/protocol";
import { useUiTexts } from "../preferences/preferences-context.ts";

export interface InvitationsProps {
  readonly invitations: readonly RoomInvitation[];
  readonly onAccept: (room: string) => void;
  readonly onDecline: (room: string) => void;
}

/** The invitations: each names the inviter and the room, and shows nothing of its contents (DIR-2). */
export const Invitations = ({ invitations, onAccept, onDecline }: InvitationsProps) => {
  const texts = useUiTexts().invitations;
  if (invitations.length === 0) return null;
  return (
    <section className="invitations" aria-label={texts.title}>
      <h2 className="sidebar-title">
        {texts.title} <span className="badge invitations-badge">{invitations.length}</span>
      </h2>
      <ul className="rooms">
        {invitations.map((invitation) => (
          <li key={invitation.room} className="invitation" data-testid="invitation">
            <span className="room-name" dir="auto">
              {wordOf(invitation)}
            </span>
            <span className="invitation-by" dir="auto">
              {texts.by(invitation.by_name)}
            </span>
            <span className="invitation-ways">
              <button
                type="button"
                className="button button-small button-primary"
                data-testid="accept"
                onClick={() => onAccept(invitation.room)}
              >
                {texts.accept}
                <span className="visually-hidden"> {wordOf(invitation)}</span>
              </button>
              <button
                type="button"
                className="button button-small"
                data-testid="decline"
                onClick={() => onDecline(invitation.room)}
              >
                {texts.decline}
                <span className="visually-hidden"> {wordOf(invitation)}</span>
              </button>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
};

const wordOf = ({ room, title }: RoomInvitation): string => {
  if (title === undefined) return familiarPlaceOf(room);
  const { sign, name } = roomLabel({ room, title });
  return sign + name;
};

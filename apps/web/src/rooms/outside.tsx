import { useUiTexts } from "../preferences/preferences-context.ts";
import { roomAddress } from "./current-room.ts";
import { lobby, placeOf } from "@beseda/protocol";

export interface OutsideProps {
  readonly room: string;
  readonly onJoin: (room: string) => void;
}

/** The view of a room that the person is not in: a link led here, or they have just left it. */
export const Outside = ({ room, onJoin }: OutsideProps) => {
  const texts = useUiTexts().rooms;
  return (
    <div className="outside" data-testid="outside">
      <p>{texts.outside(placeOf(room))}</p>
      <div className="outside-ways">
        <button type="button" className="button button-primary" onClick={() => onJoin(room)}>
          {texts.join}
        </button>
        <a className="button" href={roomAddress(lobby)}>
          {texts.toLobby}
        </a>
      </div>
    </div>
  );
};

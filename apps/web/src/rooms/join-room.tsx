import { roomNameSchema } from "@beseda/protocol";
import { useId, useState, type FormEvent } from "react";
import { useUiTexts } from "../preferences/preferences-context.ts";
import { IconButton } from "../ui/icon-button.tsx";

export interface JoinRoomProps {
  readonly onJoin: (room: string) => void;
}

/** A form for joining a room by its name. */
export const JoinRoom = ({ onJoin }: JoinRoomProps) => {
  const texts = useUiTexts().rooms;
  const [room, setRoom] = useState("");
  const [refused, setRefused] = useState(false);
  const complaintId = useId();

  const join = (event: FormEvent) => {
    event.preventDefault();
    const parsed = roomNameSchema.safeParse(room.trim().replace(/^#/u, ""));
    setRefused(!parsed.success);
    if (!parsed.success) return;
    setRoom("");
    onJoin(parsed.data);
  };

  return (
    <form className="join-room" onSubmit={join}>
      <div className="input-group">
        <input
          className="input input-small"
          data-testid="join-name"
          aria-label={texts.joinTitle}
          aria-invalid={refused}
          aria-describedby={complaintId}
          autoComplete="off"
          spellCheck={false}
          placeholder={texts.joinPlaceholder}
          value={room}
          onChange={(event) => {
            setRoom(event.target.value);
            setRefused(false);
          }}
        />
        <IconButton icon="plus" type="submit" label={texts.joinTitle} />
      </div>
      <p className="complaint" id={complaintId} role="alert">
        {refused ? texts.joinInvalid : undefined}
      </p>
    </form>
  );
};

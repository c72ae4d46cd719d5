import { nameSchema } from "@beseda/protocol";
import { useState, type FormEvent } from "react";
import { PreferencesPanel } from "../preferences/preferences-panel.tsx";
import { useUiTexts } from "../preferences/preferences-context.ts";
import { Avatar } from "../ui/avatar.tsx";
import { IconButton } from "../ui/icon-button.tsx";

export interface ProfileProps {
  readonly clientId: string;
  readonly name: string;
  readonly onRename: (name: string) => void;
  readonly onLeave: () => void;
}

/** The person's own name, and the way out. */
export const Profile = ({ clientId, name, onRename, onLeave }: ProfileProps) => {
  const texts = useUiTexts().profile;
  const [renaming, setRenaming] = useState(false);
  const [hasRenamed, setHasRenamed] = useState(false);
  return (
    <footer className="profile">
      {renaming ? (
        <Rename
          name={name}
          onDone={(value) => {
            setRenaming(false);
            setHasRenamed(true);
            if (value !== undefined && value !== name) onRename(value);
          }}
        />
      ) : (
        <div className="profile-row">
          <Avatar clientId={clientId} name={name} />
          <span className="profile-name" data-testid="me" data-client-id={clientId} title={clientId}>
            {name}
          </span>
          <IconButton
            icon="pencil"
            data-testid="rename"
            // The focus returns to where the change of name began.
            autoFocus={hasRenamed}
            label={texts.rename}
            onClick={() => setRenaming(true)}
          />
          <IconButton icon="leave" data-testid="leave" label={texts.leave} onClick={onLeave} />
        </div>
      )}
      <PreferencesPanel />
    </footer>
  );
};

interface RenameProps {
  readonly name: string;
  /** Undefined if the person changed their mind. */
  readonly onDone: (name: string | undefined) => void;
}

const Rename = ({ name: before, onDone }: RenameProps) => {
  const texts = useUiTexts();
  const [name, setName] = useState(before);
  const parsed = nameSchema.safeParse(name);
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (parsed.success) onDone(parsed.data);
  };
  return (
    <form className="profile-row" onSubmit={save}>
      <input
        className="input input-small"
        data-testid="new-name"
        aria-label={texts.introduction.name}
        aria-invalid={!parsed.success}
        autoComplete="nickname"
        autoFocus
        value={name}
        onFocus={(event) => event.target.select()}
        onChange={(event) => setName(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          event.stopPropagation();
          onDone(undefined);
        }}
      />
      <IconButton icon="check" type="submit" label={texts.profile.save} disabled={!parsed.success} />
      <IconButton icon="close" label={texts.profile.cancel} onClick={() => onDone(undefined)} />
    </form>
  );
};

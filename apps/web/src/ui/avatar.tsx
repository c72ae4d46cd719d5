import { hueOf, initialsOf } from "./person.ts";

export interface AvatarProps {
  readonly clientId: string;
  readonly name: string;
}

/** Initials on the colour of the person. The name stands beside it, so it is silent itself. */
export const Avatar = ({ clientId, name }: AvatarProps) => (
  <span className="avatar" data-hue={hueOf(clientId)} aria-hidden="true">
    {initialsOf(name)}
  </span>
);

import { hueOf, initialsOf } from "./person.ts";

export interface AvatarProps {
  readonly clientId: string;
  readonly name: string;
}

/** Initials on the person's colour. The name stands beside it, so screen readers skip it. */
export const Avatar = ({ clientId, name }: AvatarProps) => (
  <span className="avatar" data-hue={hueOf(clientId)} aria-hidden="true">
    {initialsOf(name)}
  </span>
);

import { invitationCodeSchema } from "@beseda/protocol";

/** The secret behind `#` of an invitation link; undefined where the address is of something else. */
export const invitationIn = (hash: string): string | undefined =>
  invitationCodeSchema.safeParse(/^#invitation=(?<code>[\w-]+)$/u.exec(hash)?.groups?.["code"]).data;

/** Takes the invitation out of the address: who looks over a shoulder or into the history does not find it there. */
export const takeInvitation = (): string | undefined => {
  const invitation = invitationIn(location.hash);
  if (invitation !== undefined) history.replaceState(null, "", location.pathname);
  return invitation;
};

import { invitationCodeSchema } from "@beseda/protocol";

/** The secret behind `#` of an invitation link; undefined where the address is of something else. */
export const invitationIn = (hash: string): string | undefined =>
  invitationCodeSchema.safeParse(/^#invitation=(?<code>[\w-]+)$/u.exec(hash)?.groups?.["code"]).data;

/** The same of a link for a new password. */
export const resetIn = (hash: string): string | undefined =>
  invitationCodeSchema.safeParse(/^#reset=(?<code>[\w-]+)$/u.exec(hash)?.groups?.["code"]).data;

/** A link that is opened in a page that is open already leads to the login, as in a new one. */
export const openLinksAnew = (): void => {
  window.addEventListener("hashchange", () => {
    if (invitationIn(location.hash) !== undefined || resetIn(location.hash) !== undefined) location.reload();
  });
};

/** Takes the secret out of the address: who looks over a shoulder or into the history does not find it there. */
export const takeSecret = (): { readonly invitation?: string; readonly reset?: string } => {
  const invitation = invitationIn(location.hash);
  const reset = resetIn(location.hash);
  if (invitation !== undefined || reset !== undefined) history.replaceState(null, "", location.pathname);
  return { ...(invitation !== undefined && { invitation }), ...(reset !== undefined && { reset }) };
};

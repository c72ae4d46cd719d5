import { invitationCodeSchema } from "@beseda/protocol";

/** Returns the secret behind `#` of an invitation link; undefined if the address is anything else. */
export const invitationIn = (hash: string): string | undefined =>
  invitationCodeSchema.safeParse(/^#invitation=(?<code>[\w-]+)$/u.exec(hash)?.groups?.["code"]).data;

/** Does the same for a link for a new password. */
export const resetIn = (hash: string): string | undefined =>
  invitationCodeSchema.safeParse(/^#reset=(?<code>[\w-]+)$/u.exec(hash)?.groups?.["code"]).data;

/** Reloads the page when a link is opened in it: the link leads to the login, as in a new page. */
export const openLinksAnew = (): void => {
  window.addEventListener("hashchange", () => {
    if (invitationIn(location.hash) !== undefined || resetIn(location.hash) !== undefined) location.reload();
  });
};

/** Takes the secret out of the address: nobody finds it over a shoulder or in the history. */
export const takeSecret = (): { readonly invitation?: string; readonly reset?: string } => {
  const invitation = invitationIn(location.hash);
  const reset = resetIn(location.hash);
  if (invitation !== undefined || reset !== undefined) history.replaceState(null, "", location.pathname);
  return { ...(invitation !== undefined && { invitation }), ...(reset !== undefined && { reset }) };
};

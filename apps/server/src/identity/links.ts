/** The text behind `#` is never sent to a server, nor written into its logs. */
export const invitationLink = (web: string, code: string): string => `${web}/#invitation=${code}`;

/** The same for a new password. */
export const resetLink = (web: string, code: string): string => `${web}/#reset=${code}`;

/** The code of an invitation in a text that ends with its link. */
export const codeOf = (text: string): string | undefined =>
  /#invitation=(?<code>[\w-]+)\s*$/u.exec(text)?.groups?.["code"];

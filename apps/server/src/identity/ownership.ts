import { readFile } from "node:fs/promises";
import { serverId } from "@beseda/protocol";
import type { Identity } from "./identity.ts";
import { codeOf } from "./links.ts";
import { ownerLinkFile } from "./owner-link.ts";

/** How long the link is valid. */
const lastsMs = 86_400_000;

/**
 * While nobody owns the server there is a link for who is to. The one that its operator has is valid for another day with
 * each start, and is made anew only where none is valid: a restart takes nothing out of anybody's hands (IDN-7).
 */
export const inviteOwner = async (
  { accounts, invitations }: Pick<Identity, "accounts" | "invitations">,
  data: string,
): Promise<string | undefined> => {
  const wish = { role: "owner", lastsMs } as const;
  const kept = accounts.hasOwner ? undefined : await keptCode(data);
  if (kept !== undefined && (await invitations.renew(kept, wish))) return kept;
  await invitations.withdrawAllOf(serverId);
  return accounts.hasOwner ? undefined : invitations.make({ ...wish, uses: 1, by: serverId });
};

/** What nobody can read is not known to the operator either. */
const keptCode = async (data: string): Promise<string | undefined> =>
  codeOf(await readFile(ownerLinkFile(data), "utf8").catch(() => ""));

import { readFile } from "node:fs/promises";
import { serverId } from "@beseda/protocol";
import type { Identity } from "./identity.ts";
import { codeOf } from "./links.ts";
import { ownerLinkFile } from "./owner-link.ts";

/** How long the link is valid. */
const lastsMs = 86_400_000;

/**
 * Makes a link for the owner-to-be while nobody owns the server. With each start the operator's link is valid
 * for another day, and a new one is made only if none is valid: a restart takes nothing out of anybody's
 * hands (IDN-7).
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

/** Returns the kept code; one that cannot be read is not known to the operator either. */
const keptCode = async (data: string): Promise<string | undefined> =>
  codeOf(await readFile(ownerLinkFile(data), "utf8").catch(() => ""));

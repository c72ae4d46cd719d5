import { RefusedError, type ChatClient } from "@beseda/client";
import { lobby } from "@beseda/protocol";

/**
 * Creates an account for the person and redeems the invitation; a person who already has an account redeems
 * it with that.
 * @returns the outcome, in sentences
 * @throws {RefusedError} whose message is a sentence for a person
 */
export const acceptInvitation = async (
  client: ChatClient,
  invitation: string,
  password: string,
): Promise<string> => {
  await client.account.register(password).catch((error: unknown) => {
    if (!(error instanceof RefusedError && error.code === "already-registered")) throw error;
  });
  const { lines } = await client.perform({
    room: lobby,
    invocation: { command: "redeem", arguments: { invitation } },
  });
  return lines.join("\n");
};

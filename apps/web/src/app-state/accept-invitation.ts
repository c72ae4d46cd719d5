import { RefusedError, type ChatClient } from "@beseda/client";
import { lobby } from "@beseda/protocol";

/**
 * An account of one's own, and what the invitation makes of it; who has an account already takes it with that.
 * @returns what came of it, in sentences
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

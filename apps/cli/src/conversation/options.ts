import type { ChatClient } from "@beseda/client";
import type { NarrationOptions } from "./narration.ts";

export interface ConversationOptions extends NarrationOptions {
  readonly client: ChatClient;
  readonly room: string;
  /** The name to speak under until the server has sent it. */
  readonly name: string;
  /** Whether the person may continue as another, with `/login`. @default false */
  readonly canBecome?: boolean;
  /** Whether lines come from a program: nobody can be asked, and nobody sees where they go. @default false */
  readonly isPiped?: boolean;
  /** How long to wait for the server's farewell. @default 3000 */
  readonly farewellMs?: number;
}

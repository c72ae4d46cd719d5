import type { ChatClient } from "@beseda/client";
import type { KeyValueStore } from "../store/key-value-store.ts";

/** The stage that a person is at: before the chat, in it, or after saying goodbye. */
export type AppStateValue =
  /** `problem` says why the chat sent them back here, `invited` and `resets` which link they came by. */
  | { readonly at: "login"; readonly problem?: string; readonly invited?: true; readonly resets?: true }
  /** `problem` says what failed about the invitation, `news` what it led to. */
  | {
      readonly at: "chat";
      readonly client: ChatClient;
      /** Drafts of the person in the chat. */
      readonly drafts: KeyValueStore;
      readonly problem?: string;
      readonly news?: string;
    }
  | { readonly at: "gone"; readonly farewell: string; readonly code: number };

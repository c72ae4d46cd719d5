import type { ChatClient } from "@beseda/client";
import type { KeyValueStore } from "../store/key-value-store.ts";

/** Where a person stands: before the chat, in it, or after saying goodbye. */
export type AppStateValue =
  /** `problem` says why the chat sent them back here, `invited` and `resets` by what link they came. */
  | { readonly at: "login"; readonly problem?: string; readonly invited?: true; readonly resets?: true }
  /** `problem` says what of the invitation did not work, `news` what it has made of one. */
  | {
      readonly at: "chat";
      readonly client: ChatClient;
      /** Read marks and drafts of who is in the chat. */
      readonly own: KeyValueStore;
      readonly drafts: KeyValueStore;
      readonly problem?: string;
      readonly news?: string;
    }
  | { readonly at: "gone"; readonly farewell: string; readonly code: number };

import type { StockClient } from "../../harness/stock-client.ts";
import type { Act } from "./acts.ts";

/** The answer to a command with an id. */
export interface Change {
  readonly seq?: number | undefined;
  readonly duplicate: boolean;
}

/** What leaves one record with the id that it is given. */
export type ChangingAct = Extract<
  Act,
  { readonly kind: "say" | "edit" | "react" | "pin" | "unpin" | "unpin-all" }
>;

/** The type of that record. */
export const typeOf: Readonly<Record<ChangingAct["kind"], string>> = {
  say: "message",
  edit: "edited",
  react: "reacted",
  pin: "pinned",
  unpin: "unpinned",
  "unpin-all": "pinned",
};

/** Sends a command, for the first time or again. */
export const sent = (api: StockClient["api"], act: ChangingAct, id: string): Promise<Change> => {
  switch (act.kind) {
    case "say":
      return api.message.send.mutate({ ...act, id });
    case "edit":
      return api.message.edit.mutate({ ...act, id });
    case "react":
      return api.message.react.mutate({ ...act, id });
    case "pin":
      return api.message.pin.mutate({ ...act, id });
    case "unpin":
      return api.message.unpin.mutate({ ...act, id });
    case "unpin-all":
      return api.message.pin.mutate({ room: act.room, id });
  }
};

import type { ChatClient } from "@beseda/client";
import { createCell, type Cell } from "../store/cell.ts";
import type { Keep } from "../store/keep.ts";

/** Where a person stands: before the chat, in it, or after saying goodbye. */
type VisitState =
  /** `problem` says why the chat sent them back here. */
  | { readonly at: "door"; readonly problem?: string }
  | { readonly at: "chat"; readonly client: ChatClient }
  | { readonly at: "gone"; readonly farewell: string; readonly code: number };

/** The coming and going of one person in one page. */
export interface Visit {
  readonly state: Pick<Cell<VisitState>, "get" | "subscribe">;
  /** The remembered name, empty for a stranger. */
  name(): string;
  readonly enter: (name: string) => void;
  /** Ends the session with a farewell. */
  leave(farewell?: string): Promise<void>;
  /** After the session ended, by whomever: into the chat again, or to the door where the name was the trouble. */
  readonly comeBack: () => Promise<void>;
  /** @throws {RefusedError} from the client, whose message is a sentence for a person */
  rename(name: string): Promise<void>;
}

export interface VisitOptions {
  readonly keep: Keep;
  readonly connect: (name: string) => ChatClient;
}

const normalClosure = 1000;

/** Whoever was in the chat when the page was closed or reloaded is in it again at once. */
export const createVisit = ({ keep, connect }: VisitOptions): Visit => {
  const name = () => keep.read("name") ?? "";
  const remember = (value: string) => keep.write("name", value);
  const enter = (): VisitState => {
    try {
      const client = connect(name());
      keep.write("present", "yes");
      return { at: "chat", client };
    } catch (error) {
      // A name that no server would take, perhaps remembered from another version.
      keep.write("present", undefined);
      return { at: "door", problem: error instanceof Error ? error.message : String(error) };
    }
  };
  const present = keep.read("present") !== undefined && name() !== "";
  const state = createCell<VisitState>(present ? enter() : { at: "door" });

  const client = (): ChatClient | undefined => {
    const now = state.get();
    return now.at === "chat" ? now.client : undefined;
  };

  return {
    state,
    name,
    enter: (value) => {
      remember(value);
      state.set(enter());
    },
    leave: async (farewell) => {
      const leaving = client();
      if (leaving === undefined) return;
      keep.write("present", undefined);
      const answer = await leaving.quit(farewell);
      const { connection } = leaving.snapshot();
      const code = connection.phase === "ended" ? connection.code : normalClosure;
      state.set({ at: "gone", farewell: answer, code });
      await leaving.close();
    },
    comeBack: async () => {
      const ended = client();
      const connection = ended?.snapshot().connection;
      const refused = connection?.phase === "ended" && connection.status === "protocol-error";
      // The old client first: both keep their outbox in the same storage.
      await ended?.close();
      state.set(refused ? { at: "door", problem: connection.reason } : enter());
    },
    rename: async (value) => {
      await client()?.rename(value);
      remember(value);
    },
  };
};

import type { Welcome } from "@beseda/protocol";

/** The part of an earlier version's client that a test uses. */
interface EarlierSnapshot {
  readonly connection: { readonly phase: "connecting" | "online" | "waiting" | "ended" };
  readonly welcome: Welcome | undefined;
  readonly timelines: ReadonlyMap<
    string,
    { readonly items: ReadonlyArray<{ readonly seq: number; readonly text?: string }> }
  >;
}

interface EarlierClient {
  snapshot(): EarlierSnapshot;
  subscribe(listener: () => void): () => void;
  send(message: { readonly room: string; readonly text: string }): string;
  settled(): Promise<void>;
  close(): Promise<void>;
}

export declare const createChatClient: (options: {
  readonly url: string;
  readonly name: string;
  readonly client: string;
  readonly WebSocket: unknown;
}) => EarlierClient;

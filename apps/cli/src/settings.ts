import type { Locale } from "@beseda/protocol";

/** Settings that the program was started with. */
export interface Settings {
  readonly url: string;
  readonly name: string | undefined;
  /** Account to log in to. */
  readonly login: string | undefined;
  /** The command that prints its password. */
  readonly passwordCommand: string | undefined;
  /** Secret of an invitation link. */
  readonly invitation: string | undefined;
  readonly room: string;
  readonly locale: Locale;
  readonly isPlain: boolean;
  readonly hasColor: boolean;
  /** With a pipe as input: whether to stay when it ends. */
  readonly isFollowing: boolean;
  readonly timeoutMs: number;
  /** Whether the same command also starts the server. */
  readonly isBesideServer: boolean;
  /** The folder of what outlives the program; the system's usual place unless given. */
  readonly profile: string | undefined;
}

/** The meaning of the arguments. */
export type Invocation =
  | { readonly kind: "chat"; readonly settings: Settings }
  /** Help or version: printed, exit code 0. */
  | { readonly kind: "answer"; readonly text: string }
  /** One sentence that says what is wrong and what to do; exit code 2. */
  | { readonly kind: "refusal"; readonly message: string };

export type Environment = Readonly<Record<string, string | undefined>>;

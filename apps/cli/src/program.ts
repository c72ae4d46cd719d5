import type { ChatClient } from "@beseda/client";
import { cleanLine } from "@beseda/protocol";
import { chooseName } from "./choose-name.ts";
import type { Login } from "./conversation/stage.ts";
import { Conversation } from "./conversation/conversation.ts";
import { createClock, type Clock } from "./format/clock.ts";
import { cliTextsOf, type CliTexts } from "./locale/texts.ts";
import { runPlainSession, type Streams } from "./plain/plain-session.ts";
import type { Profiles } from "./profile/profiles.ts";
import type { Settings } from "./settings.ts";
import type { Screen, Terminal } from "./ui/screen.tsx";
import type { Surroundings } from "./ui/context.ts";

export interface ConnectOptions {
  readonly settings: Settings;
  readonly name: string;
  /** Where the identity and the outbox are kept; in memory where there is no folder. */
  readonly folder: string | undefined;
  /** Whether unsent messages outlive the program. */
  readonly keepsUnsent: boolean;
  /** Of a login; without it, the one that is kept. */
  readonly token?: string;
}

/** What the program is made of; `main` picks the real parts. */
export interface ProgramParts extends Terminal, Streams {
  readonly settings: Settings;
  readonly profiles: Profiles;
  readonly connect: (options: ConnectOptions) => ChatClient;
  /** Loaded only where something is drawn. */
  readonly openScreen: (terminal: Terminal, surroundings: Surroundings) => Promise<Screen>;
  /** Calls back when the system asks the program to end; returns the way to stop listening. */
  readonly onEndRequest: (callback: () => void) => () => void;
}

interface Scene extends ProgramParts {
  readonly texts: CliTexts;
  readonly clock: Clock;
  /** Loading takes a while, in which the connection is already being made. */
  readonly screen: Promise<Screen> | undefined;
}

const openProfile = ({ profiles, settings, stdin, stderr, texts }: Scene, name: string) => {
  try {
    return profiles.open(name, stdin.isTTY && !settings.isFollowing);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    stderr.write(`${texts.refusals.profile(profiles.root, reason)}\n`);
    return undefined;
  }
};

interface Outcome {
  readonly exitCode: number;
  /** Why the server would not take the name. */
  readonly refusal?: string;
  /** Whom one has logged in as, and goes on as. */
  readonly next?: Login;
}

const talk = async (
  scene: Scene,
  { name, token }: Partial<Login> & { readonly name: string },
): Promise<Outcome> => {
  const { settings, texts, clock, screen, stdin, stdout, stderr } = scene;
  const profile = openProfile(scene, name);
  const keepsUnsent = stdin.isTTY;
  const client = scene.connect({
    settings,
    name,
    folder: profile?.folder,
    keepsUnsent,
    ...(token !== undefined && { token }),
  });
  const conversation = new Conversation({
    client,
    name,
    texts,
    clock,
    room: settings.room,
    url: settings.url,
    locale: settings.locale,
    unreachableAfter: settings.isFollowing ? 4 : 1,
    canBecome: stdin.isTTY,
    isPiped: !stdin.isTTY,
    tellsElsewhere: !screen,
    renamed: (next) => profile?.rename(next),
  });
  const stop = scene.onEndRequest(() => conversation.end());
  const problem = screen
    ? await (await screen).show(conversation)
    : await runPlainSession({ conversation, settings, texts, clock, stdin, stdout, stderr });
  stop();
  const { unsent, connection } = conversation.view();
  await client.close();
  if (problem !== undefined) {
    const wasGreeted = client.snapshot().welcome !== undefined;
    if (!wasGreeted && connection.phase === "ended")
      return { exitCode: 1, refusal: cleanLine(connection.reason) };
    stderr.write(`${cleanLine(problem)}\n`);
    return { exitCode: 1 };
  }
  if (unsent > 0 && keepsUnsent && profile) stdout.write(`${texts.notes.kept(unsent)}\n`);
  if (conversation.next) return { exitCode: 0, next: conversation.next };
  stdout.write(`${cleanLine(conversation.farewell)}\n`);
  return { exitCode: 0 };
};

/** Talks under a name; where the server does not take it, and somebody is there to be asked, under another. */
const talkUnderSomeName = async (scene: Scene): Promise<number> => {
  const name = await chooseName(scene);
  let person = name === undefined ? undefined : { name };
  while (person !== undefined) {
    const { exitCode, refusal, next } = await talk(scene, person);
    if (next) {
      person = next;
      continue;
    }
    if (refusal === undefined) return exitCode;
    if (!scene.screen) {
      scene.stderr.write(`${refusal}\n`);
      return exitCode;
    }
    const other = await (await scene.screen).askName({ suggestion: undefined, problem: refusal });
    person = other === undefined ? undefined : { name: other };
  }
  return 0;
};

/** Runs the chat from the name to the farewell; resolves with the exit code. */
export const runProgram = async (parts: ProgramParts): Promise<number> => {
  const { settings, stdin, stdout } = parts;
  const texts = cliTextsOf(settings.locale);
  const clock = createClock(settings.locale);
  const isDrawn = !settings.isPlain && stdin.isTTY && stdout.isTTY;
  const screen = isDrawn ? parts.openScreen(parts, { texts, clock }) : undefined;
  return talkUnderSomeName({ ...parts, texts, clock, screen });
};

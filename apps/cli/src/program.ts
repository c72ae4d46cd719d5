import { userInfo } from "node:os";
import type { ChatClient } from "@beseda/client";
import { nameSchema } from "@beseda/protocol";
import { Conversation } from "./conversation/conversation.ts";
import { createClock, type Clock } from "./format/clock.ts";
import { cliTextsOf, type CliTexts } from "./locale/texts.ts";
import { runPlainSession, type Streams } from "./plain/plain-session.ts";
import { askNamePlainly } from "./plain/name-question.ts";
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

/** The name on the account at this machine, for a pipe that was given none. */
const accountName = (): string | undefined => {
  try {
    return nameSchema.safeParse(userInfo().username).data;
  } catch {
    // The system may know no name for its user, as in some containers.
    return undefined;
  }
};

const chooseName = async (scene: Scene): Promise<string | undefined> => {
  const { settings, profiles, screen, texts, stdin, stdout } = scene;
  if (settings.name !== undefined) return settings.name;
  if (settings.isFollowing) return texts.introduction.liveView;
  const suggestion = profiles.lastName ?? accountName();
  if (screen) return (await screen).askName({ suggestion, problem: undefined });
  if (stdin.isTTY && stdout.isTTY) return askNamePlainly({ stdin, stdout, texts, suggestion });
  return suggestion ?? texts.introduction.nobody;
};

const openProfile = ({ profiles, settings, stdin, stderr, texts }: Scene, name: string) => {
  try {
    return profiles.open(name, stdin.isTTY && !settings.isFollowing);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    stderr.write(`${texts.refusals.profile(profiles.root, reason)}\n`);
    return undefined;
  }
};

const talk = async (scene: Scene, name: string): Promise<number> => {
  const { settings, texts, clock, screen, stdin, stdout, stderr } = scene;
  const profile = openProfile(scene, name);
  const keepsUnsent = stdin.isTTY;
  const client = scene.connect({ settings, name, folder: profile?.folder, keepsUnsent });
  const conversation = new Conversation({
    client,
    name,
    texts,
    clock,
    room: settings.room,
    url: settings.url,
    locale: settings.locale,
    unreachableAfter: settings.isFollowing ? 4 : 1,
    renamed: (next) => profile?.rename(next),
  });
  const stop = scene.onEndRequest(() => conversation.end());
  const problem = screen
    ? await (await screen).show(conversation)
    : await runPlainSession({ conversation, settings, texts, clock, stdin, stdout, stderr });
  stop();
  const { unsent } = conversation.view();
  await client.close();
  if (problem !== undefined) {
    stderr.write(`${problem}\n`);
    return 1;
  }
  if (unsent > 0 && keepsUnsent && profile) stdout.write(`${texts.notes.kept(unsent)}\n`);
  stdout.write(`${conversation.farewell}\n`);
  return 0;
};

/** Runs the chat from the name to the farewell; resolves with the exit code. */
export const runProgram = async (parts: ProgramParts): Promise<number> => {
  const { settings, stdin, stdout } = parts;
  const texts = cliTextsOf(settings.locale);
  const clock = createClock(settings.locale);
  const isDrawn = !settings.isPlain && stdin.isTTY && stdout.isTTY;
  const screen = isDrawn ? parts.openScreen(parts, { texts, clock }) : undefined;
  const scene = { ...parts, texts, clock, screen };
  const name = await chooseName(scene);
  return name === undefined ? 0 : talk(scene, name);
};

import type { ChatClient } from "@beseda/client";
import { cleanLine } from "@beseda/protocol";
import type { Login } from "./conversation/command-context.ts";
import { Conversation } from "./conversation/conversation.ts";
import type { Entering } from "./login/answer.ts";
import { askHowToEnter, comeIn, NotAsked } from "./login/login-prompt.ts";
import { createClock, type Clock } from "./format/clock.ts";
import { cliTextsOf, type CliTexts } from "./locale/texts.ts";
import { runPlainSession, type Streams } from "./plain/plain-session.ts";
import type { Profiles } from "./profile/profiles.ts";
import type { Settings } from "./settings.ts";
import type { Screen, Terminal } from "./ui/screen.tsx";
import type { Surroundings } from "./ui/context.ts";

/** The person whom a server has greeted. */
export interface Greeted {
  readonly log: string;
  readonly client_id: string;
  readonly name: string;
}

export interface ConnectOptions {
  readonly settings: Settings;
  readonly name: string;
  /**
   * The folder of the identity and the outbox; during a login, of what is typed before the greeting; without
   * a folder, they are kept in memory.
   */
  readonly folder: string | undefined;
  /** Returns the folder of a person who logs in, once the server has said who that is. */
  readonly folderOf?: (greeted: Greeted) => string | undefined;
  /** Whether unsent messages outlive the program. */
  readonly keepsUnsent: boolean;
  /** The token of a login; without it, the stored one is used. */
  readonly token?: string;
  /** Logs in, together with the name. */
  readonly password?: string;
  /** Secret of an invitation link. */
  readonly invitation?: string;
}

/** The parts that the program is made of; `main` picks the real ones. */
export interface ProgramParts extends Terminal, Streams {
  readonly settings: Settings;
  readonly profiles: Profiles;
  readonly connect: (options: ConnectOptions) => ChatClient;
  /** Called only if something is drawn. */
  readonly openScreen: (terminal: Terminal, surroundings: Surroundings) => Promise<Screen>;
  /** Calls back when the system asks the program to end; returns the function that stops listening. */
  readonly onEndRequest: (callback: () => void) => () => void;
}

interface Scene extends ProgramParts {
  readonly texts: CliTexts;
  readonly clock: Clock;
  /** The screen being loaded, which takes a while, during which the connection is already being made. */
  readonly screen: Promise<Screen> | undefined;
}

interface Person extends Entering {
  /** A completed login: the account to continue as. */
  readonly login?: Login & { readonly log: string };
}

const openProfile = (scene: Scene, { name, login }: Person) => {
  const { profiles, settings, stdin, stderr, texts } = scene;
  try {
    return login
      ? profiles.openKnown({ ...login, name })
      : profiles.open(name, stdin.isTTY && !settings.isFollowing);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    stderr.write(`${texts.refusals.profile(profiles.root, reason)}\n`);
    return undefined;
  }
};

interface Outcome {
  readonly exitCode: number;
  /** The reason why the server did not let the person in. */
  readonly refusal?: string;
  /** The account that the person has logged in to, and continues as. */
  readonly next?: Person;
}

const talk = async (scene: Scene, person: Person): Promise<Outcome> => {
  const { settings, texts, clock, screen, stdin, stdout, stderr } = scene;
  const { name, password, invitation, login } = person;
  // During a login, whose identity it is becomes known when the server has greeted.
  const isKnown = password === undefined;
  let profile = isKnown ? openProfile(scene, person) : undefined;
  const keepsUnsent = stdin.isTTY;
  let stopLearning = (): void => undefined;
  const client = scene.connect({
    settings,
    name,
    folder: isKnown ? profile?.folder : scene.profiles.folderBeforeLogin(name),
    ...(!isKnown && {
      folderOf: (greeted) => {
        profile = openProfile(scene, { name: greeted.name, login: { token: "", ...greeted } });
        if (profile) stopLearning = scene.profiles.follow(profile, client);
        return profile?.folder;
      },
    }),
    keepsUnsent,
    ...(password !== undefined && { password }),
    ...(invitation !== undefined && { invitation }),
    ...(login !== undefined && { token: login.token }),
  });
  if (profile) stopLearning = scene.profiles.follow(profile, client);
  const conversation = new Conversation({
    client,
    name,
    texts,
    clock,
    room: settings.room,
    url: settings.url,
    locale: settings.locale,
    unreachableAfter: settings.isFollowing ? 4 : 1,
    isBesideServer: settings.isBesideServer,
    canBecome: stdin.isTTY,
    isPiped: !stdin.isTTY,
    tellsElsewhere: !screen,
  });
  const stop = scene.onEndRequest(() => conversation.end());
  const problem = screen
    ? await (await screen).show(conversation)
    : await runPlainSession({ conversation, settings, texts, clock, stdin, stdout, stderr });
  stop();
  stopLearning();
  const { unsent, connection } = conversation.view();
  await client.close();
  const { welcome } = client.snapshot();
  if (problem !== undefined) {
    if (!welcome && connection.phase === "ended")
      return { exitCode: 1, refusal: cleanLine(connection.reason) };
    stderr.write(`${cleanLine(problem)}\n`);
    return { exitCode: 1 };
  }
  if (unsent > 0 && keepsUnsent && profile) stdout.write(`${texts.notes.kept(unsent)}\n`);
  const { next } = conversation;
  if (next && welcome)
    return { exitCode: 0, next: { name: next.name, login: { ...next, log: welcome.log } } };
  stdout.write(`${cleanLine(conversation.farewell)}\n`);
  return { exitCode: 0 };
};

/** Runs the chat as whoever comes in; if the server refuses them, and somebody can be asked, as another. */
const talkAsSomebody = async (scene: Scene): Promise<number> => {
  let person: Person | undefined = await comeIn(scene);
  while (person !== undefined) {
    const { exitCode, refusal, next } = await talk(scene, person);
    if (next) {
      person = next;
      continue;
    }
    if (refusal === undefined) return exitCode;
    if (!scene.screen && !(scene.stdin.isTTY && scene.stdout.isTTY)) {
      scene.stderr.write(`${refusal}\n`);
      return exitCode;
    }
    person = await askHowToEnter(scene, { suggestion: undefined, problem: refusal });
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
  try {
    return await talkAsSomebody({ ...parts, texts, clock, screen });
  } catch (error) {
    if (!(error instanceof NotAsked)) throw error;
    parts.stderr.write(`${error.message}\n`);
    return 2;
  }
};

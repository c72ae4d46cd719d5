import {
  chosenLater,
  createChatClient,
  memoryStorage,
  onFirstGreeting,
  type ChatClient,
  type ClientStorage,
} from "@beseda/client";
import { fileStorage } from "@beseda/client/node";
import manifest from "../package.json" with { type: "json" };
import { parseArguments } from "./arguments.ts";
import { cliTextsOf } from "./locale/texts.ts";
import { pause } from "./pause.ts";
import { homeFolder, usualFolder } from "./profile/folder.ts";
import { identityOnly } from "./profile/identity-only.ts";
import { Profiles } from "./profile/profiles.ts";
import { runProgram, type ConnectOptions } from "./program.ts";
import type { Settings } from "./settings.ts";
import { onEndRequest } from "./end-request.ts";

const storageAt = (folder: string | undefined, { settings, keepsUnsent }: ConnectOptions): ClientStorage => {
  if (folder === undefined) return memoryStorage();
  const storage = fileStorage(folder, settings.url);
  return keepsUnsent ? storage : identityOnly(storage);
};

const connect = (options: ConnectOptions): ChatClient => {
  const { settings, name, folder, folderOf: folderOfGreeted, token, password, invitation } = options;
  const later = folderOfGreeted && chosenLater(storageAt(folder, options));
  const client = createChatClient({
    url: settings.url,
    name,
    locale: settings.locale,
    client: `terminal/${manifest.version}`,
    ...(token !== undefined && { token }),
    ...(password !== undefined && { password }),
    ...(invitation !== undefined && { invitation }),
    storage: later?.storage ?? storageAt(folder, options),
  });
  if (later)
    onFirstGreeting(client, (greeted) => {
      later.choose(storageAt(folderOfGreeted?.(greeted), options));
    });
  return client;
};

const folderOf = ({ profile }: Settings): string =>
  profile ?? usualFolder({ platform: process.platform, env: process.env, home: homeFolder() });

const run = async (settings: Settings): Promise<number> => {
  // Read by the drawing code when it is loaded.
  if (!settings.hasColor) process.env["FORCE_COLOR"] = "0";
  const { stdin, stdout, stderr } = process;
  const exitCode = await runProgram({
    settings,
    profiles: new Profiles(folderOf(settings), settings.url, (file) => {
      stderr.write(`${cliTextsOf(settings.locale).refusals.damagedProfiles(file)}\n`);
    }),
    connect,
    openScreen: async (terminal, surroundings) =>
      (await import("./ui/screen.tsx")).openScreen(terminal, surroundings),
    onEndRequest,
    pause,
    stdin,
    stdout,
    stderr,
  });
  // Does not wait for what might still be typed; what was written is waited for.
  stdin.destroy();
  return exitCode;
};

/** Ends with one sentence, whatever is still going on, after the drawing has given the terminal back. */
const crash = (error: unknown, { locale }: Settings): never => {
  const { crashed } = cliTextsOf(locale).refusals;
  process.once("exit", () => {
    process.stderr.write(`${crashed(error instanceof Error ? error.message : String(error))}\n`);
  });
  process.exit(70);
};

const start = async (): Promise<number> => {
  const { argv, env, stdout, stderr } = process;
  const invocation = parseArguments({ argv: argv.slice(2), env, version: manifest.version });
  switch (invocation.kind) {
    case "answer":
      stdout.write(`${invocation.text}\n`);
      return 0;
    case "refusal":
      stderr.write(`${invocation.message}\n`);
      return 2;
    case "chat": {
      const { settings } = invocation;
      process.once("uncaughtException", (error) => crash(error, settings));
      return run(settings).catch((error: unknown) => crash(error, settings));
    }
  }
};

process.exitCode = await start();

import { userInfo } from "node:os";
import { nameSchema } from "@beseda/protocol";
import type { CliTexts } from "./locale/texts.ts";
import { askNamePlainly } from "./plain/name-question.ts";
import type { Profiles } from "./profile/profiles.ts";
import type { Settings } from "./settings.ts";
import type { Screen } from "./ui/screen.tsx";

export interface NameChoice {
  readonly settings: Settings;
  readonly profiles: Profiles;
  readonly texts: CliTexts;
  readonly screen: Promise<Screen> | undefined;
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
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

/** The name that was given, or asked for, or the best guess; nothing when the person leaves. */
export const chooseName = async (choice: NameChoice): Promise<string | undefined> => {
  const { settings, profiles, screen, texts, stdin, stdout } = choice;
  if (settings.name !== undefined) return settings.name;
  if (settings.isFollowing) return texts.introduction.liveView;
  const suggestion = profiles.lastName ?? accountName();
  if (screen) return (await screen).askName({ suggestion, problem: undefined });
  if (stdin.isTTY && stdout.isTTY) return askNamePlainly({ stdin, stdout, texts, suggestion });
  return suggestion ?? texts.introduction.nobody;
};

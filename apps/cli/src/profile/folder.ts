import { homedir, userInfo } from "node:os";
import { isAbsolute, posix, win32 } from "node:path";
import type { Environment } from "../settings.ts";

export interface System {
  readonly platform: NodeJS.Platform;
  readonly env: Environment;
  readonly home: string;
}

/** Returns the folder where programs of this system keep their state. */
export const usualFolder = ({ platform, env, home }: System): string => {
  switch (platform) {
    case "win32":
      return win32.join(env["LOCALAPPDATA"] ?? win32.join(home, "AppData", "Local"), "Beseda");
    case "darwin":
      return posix.join(home, "Library", "Application Support", "Beseda");
    default:
      return posix.join(stateFolder(env["XDG_STATE_HOME"], home), "beseda");
  }
};

/** The specification requires a path that is not absolute to be ignored. */
const stateFolder = (given: string | undefined, home: string): string =>
  given !== undefined && posix.isAbsolute(given) ? given : posix.join(home, ".local", "state");

/** Returns this person's home folder; whatever starts programs may have set HOME to nothing. */
export const homeFolder = (): string => {
  const home = homedir();
  if (isAbsolute(home)) return home;
  try {
    return userInfo().homedir;
  } catch {
    // A user unknown to the system has no home: nothing can be kept, and the person is told so.
    return "/";
  }
};

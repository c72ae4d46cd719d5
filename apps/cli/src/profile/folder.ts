import { homedir, userInfo } from "node:os";
import { isAbsolute, posix, win32 } from "node:path";
import type { Environment } from "../settings.ts";

export interface System {
  readonly platform: NodeJS.Platform;
  readonly env: Environment;
  readonly home: string;
}

/** Where programs of this system keep what they remember. */
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

/** The specification has a path that is not absolute passed over. */
const stateFolder = (given: string | undefined, home: string): string =>
  given !== undefined && posix.isAbsolute(given) ? given : posix.join(home, ".local", "state");

/** Where this person keeps what is theirs; what starts programs may have set HOME to nothing. */
export const homeFolder = (): string => {
  const home = homedir();
  if (isAbsolute(home)) return home;
  try {
    return userInfo().homedir;
  } catch {
    // A user whom the system does not know has no home: nothing can be kept, and that is told.
    return "/";
  }
};

import { posix, win32 } from "node:path";
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
      return posix.join(env["XDG_STATE_HOME"] || posix.join(home, ".local", "state"), "beseda");
  }
};

import { Program } from "./program.ts";

export interface TerminalOptions {
  readonly url: string;
  readonly name: string;
  /** The folder where it keeps its name, token and unsent messages. */
  readonly home: string;
}

/** The terminal client as a process without a terminal: it reads lines and prints lines, and stays until it is ended. */
export const startTerminal = ({ url, name, home }: TerminalOptions): Program =>
  new Program(
    ["apps/cli/src/start.js", "--url", url, "--name", name, "--locale", "ru", "--plain", "--follow"],
    {
      env: { HOME: home, XDG_DATA_HOME: home, XDG_CONFIG_HOME: home, XDG_STATE_HOME: home },
    },
  );

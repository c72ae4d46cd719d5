import type { Locale } from "../locale.ts";
import { localeOf } from "./texts.ts";

export interface AskedLocale {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The option that names the language: `--locale`. */
  readonly option: string;
}

/**
 * Returns the language that a program is asked to speak, by an option or else by the system. It is needed for
 * any message about the other options, so it is read before they are parsed.
 */
export const askedLocale = ({ argv, env, option }: AskedLocale): Locale => {
  const at = argv.findLastIndex((argument) => argument === option || argument.startsWith(`${option}=`));
  const [, attached] = argv[at]?.split("=") ?? [];
  const asked = at === -1 ? undefined : (attached ?? argv[at + 1]);
  return localeOf(asked ?? (env["BESEDA_LOCALE"] || env["LC_ALL"] || env["LC_MESSAGES"] || env["LANG"]));
};

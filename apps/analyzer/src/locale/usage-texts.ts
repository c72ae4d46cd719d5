/** A value's name in the help, and what it is for. */
interface Told {
  readonly value: string;
  readonly tells: string;
}

type OptionsWithValue =
  | "since"
  | "until"
  | "client"
  | "room"
  | "type"
  | "map"
  | "date-order"
  | "encoding"
  | "tz"
  | "format"
  | "output"
  | "report"
  | "table"
  | "rows"
  | "lang"
  | "serve"
  | "state"
  | "threads";
type Switches = "anonymize" | "no-text" | "follow" | "strict" | "no-progress" | "version" | "help";

/** Texts about the command line. */
export interface UsageTexts {
  readonly summary: string;
  readonly line: string;
  readonly titles: Readonly<Record<"usage" | "arguments" | "options", string>>;
  readonly files: Told;
  readonly options: Readonly<Record<OptionsWithValue, Told> & Record<Switches, Pick<Told, "tells">>>;
  readonly choices: (choices: readonly string[]) => string;
  readonly byDefault: (value: string) => string;
  readonly notWhole: string;
  readonly notPort: string;
  readonly mistakes: {
    /** @param meant - an option with a similar name */
    readonly unknownOption: (flag: string, meant: string | undefined) => string;
    readonly missingValue: (flags: string) => string;
    readonly noFiles: string;
    readonly wrongValue: (flags: string, value: string, why: string) => string;
    readonly choose: (choices: string) => string;
  };
}

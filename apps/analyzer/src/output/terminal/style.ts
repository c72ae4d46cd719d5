import { styleText } from "node:util";

/** The medium that the text is drawn on. */
export interface Style {
  /** Characters of a line; nothing is cut without it. */
  readonly width?: number;
  /** Bars and lines of blocks, not for programs and screen readers. */
  readonly isDrawn: boolean;
  readonly isColored: boolean;
  /** Rows of a table at most. */
  readonly rows: number;
}

type Tone = "title" | "head" | "quiet" | "bar" | "warning";

const formats = {
  title: ["bold", "cyan"],
  head: ["dim"],
  quiet: ["dim"],
  bar: ["cyan"],
  warning: ["yellow"],
} as const satisfies Record<Tone, Parameters<typeof styleText>[0]>;

export const toned = (text: string, tone: Tone, { isColored }: Style): string =>
  isColored && text !== "" ? styleText([...formats[tone]], text, { validateStream: false }) : text;

/** A piece of a line, or of several lines of one paragraph. */
export type Inline =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "code"; readonly text: string }
  | Span
  | Link;

/** A piece that is drawn differently from the text around it. */
export interface Span {
  readonly kind: "emphasis" | "strong" | "strike" | "spoiler";
  readonly children: readonly Inline[];
}

export interface Link {
  readonly kind: "link";
  /** An absolute address with `http:`, `https:` or `mailto:`, never another scheme. */
  readonly href: string;
  /** The host that it leads to, if its text could be taken for an address of another host (MD-3). */
  readonly host?: string;
  readonly children: readonly Inline[];
}

/** A part of a message, from the beginning of a line to the end of a line. */
export type Block =
  | { readonly kind: "text"; readonly children: readonly Inline[] }
  | { readonly kind: "fence"; readonly language?: string; readonly text: string }
  | { readonly kind: "quote"; readonly children: readonly Block[] }
  | { readonly kind: "list"; readonly items: readonly ListItem[] };

export interface ListItem {
  /** The number as it was typed; an item without one has a bullet. */
  readonly number?: number;
  readonly children: readonly Block[];
}

/** A piece of a line, or of lines that belong together. */
export type Inline =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "code"; readonly text: string }
  | Span
  | Link;

/** What is drawn otherwise than what is around it. */
export interface Span {
  readonly kind: "emphasis" | "strong" | "strike" | "spoiler";
  readonly children: readonly Inline[];
}

export interface Link {
  readonly kind: "link";
  /** An absolute address of `http:`, `https:` or `mailto:`, never another one. */
  readonly href: string;
  /** The host that it leads to, where its text could be taken for an address of another one (MD-3). */
  readonly host?: string;
  readonly children: readonly Inline[];
}

/** A part of a message, from a line's beginning to a line's end. */
export type Block =
  | { readonly kind: "text"; readonly children: readonly Inline[] }
  | { readonly kind: "fence"; readonly language?: string; readonly text: string }
  | { readonly kind: "quote"; readonly children: readonly Block[] }
  | { readonly kind: "list"; readonly items: readonly ListItem[] };

export interface ListItem {
  /** As it was typed; an item without one has a bullet. */
  readonly number?: number;
  readonly children: readonly Block[];
}

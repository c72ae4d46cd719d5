/** What a person means by what they typed. */
export type Intent =
  | { readonly kind: "nothing" }
  | { readonly kind: "say"; readonly text: string; readonly action?: true }
  | { readonly kind: "rename"; readonly name: string }
  | { readonly kind: "join"; readonly room: string }
  | { readonly kind: "quit"; readonly farewell?: string }
  /** A known command without what it needs. */
  | { readonly kind: "incomplete"; readonly command: "me" | "nick" | "join" }
  | { readonly kind: "unknown"; readonly command: string };

const command = /^\/(?<name>[\p{L}\p{N}_-]+)(?:\s+(?<rest>[\s\S]*))?$/u;

/** A line that begins with `/` is a command, `//` escapes it; anything else is said as it stands (TXT-1). */
export const intentOf = (typed: string): Intent => {
  const text = typed.trim();
  if (text === "") return { kind: "nothing" };
  if (text.startsWith("//")) return { kind: "say", text: text.slice(1) };
  const match = command.exec(text);
  if (match?.groups === undefined) return { kind: "say", text };
  const name = (match.groups.name ?? "").toLowerCase();
  const rest = match.groups.rest?.trim() ?? "";
  switch (name) {
    case "me":
      return rest === "" ? { kind: "incomplete", command: name } : { kind: "say", text: rest, action: true };
    case "nick":
      return rest === "" ? { kind: "incomplete", command: name } : { kind: "rename", name: rest };
    case "join":
      return rest === ""
        ? { kind: "incomplete", command: name }
        : { kind: "join", room: rest.replace(/^#/u, "") };
    case "quit":
      return rest === "" ? { kind: "quit" } : { kind: "quit", farewell: rest };
    default:
      return { kind: "unknown", command: name };
  }
};

import type { RolldownOptions } from "rolldown";

/**
 * What a program's `bundle.ts` exports as `bundle`: the bundler's own options, as far as a program has some of its own.
 * The program begins in `input.main`.
 */
export interface BundleOptions extends Pick<
  RolldownOptions,
  "external" | "plugins" | "transform" | "treeshake"
> {
  /** Files, by the names of what is made of them. */
  readonly input: { readonly main: string } & Readonly<Record<string, string>>;
}

export interface Import {
  readonly specifier: string;
}

const pattern =
  /(?:^|\n)\s*(?:import|export)\s+(?:type\s)?[^;"']*?(?:from\s*)?["']([^"']+)["']|import\(\s*["']([^"']+)["']/gu;

/** The imports and re-exports of a source, in its order. */
export const importsOf = (source: string): readonly Import[] =>
  [...source.matchAll(pattern)].map((match) => ({
    specifier: match[1] ?? match[2] ?? "",
  }));

export interface Import {
  readonly specifier: string;
  readonly isType: boolean;
}

const pattern =
  /(?:^|\n)\s*(?:import|export)\s+(type\s)?[^;"']*?(?:from\s*)?["']([^"']+)["']|import\(\s*["']([^"']+)["']/gu;

/** What a source imports and exports on, in its order. */
export const importsOf = (source: string): readonly Import[] =>
  [...source.matchAll(pattern)].map((match) => ({
    specifier: match[2] ?? match[3] ?? "",
    isType: match[1] !== undefined,
  }));

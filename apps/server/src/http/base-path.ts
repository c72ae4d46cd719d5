/** What the operator has set. */
export interface BasePathSettings {
  readonly basePath: string;
  readonly publicUrl: string;
}

/** Where the server lies at its host, `/` or `/beseda/`: as configured, or as the public address says. */
export const basePathOf = ({ basePath, publicUrl }: BasePathSettings): string =>
  basePath === "" && publicUrl !== "" ? withSlashes(new URL(publicUrl).pathname) : withSlashes(basePath);

const withSlashes = (path: string): string => `/${path.replace(/^\/+|\/+$/gu, "")}/`.replace("//", "/");

/**
 * The path of a request within the server: whether a proxy has taken the base path off or passes it on, it is the same
 * (VIEW-6).
 */
export const withoutBase = (url: string, base: string): string =>
  base !== "/" && url.startsWith(base) ? url.slice(base.length - 1) : url;

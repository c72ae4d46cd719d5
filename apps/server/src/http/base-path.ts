/** The operator's settings. */
export interface BasePathSettings {
  readonly basePath: string;
  readonly publicUrl: string;
}

/**
 * Returns the path of the server at its host, `/` or `/beseda/`: as configured, or as in the public address.
 */
export const basePathOf = ({ basePath, publicUrl }: BasePathSettings): string =>
  basePath === "" && publicUrl !== "" ? withSlashes(new URL(publicUrl).pathname) : withSlashes(basePath);

const withSlashes = (path: string): string => `/${path.replace(/^\/+|\/+$/gu, "")}/`.replace("//", "/");

/**
 * Returns the path of a request within the server: the same whether a proxy removes the base path or passes
 * it on (VIEW-6).
 */
export const withoutBase = (url: string, base: string): string =>
  base !== "/" && url.startsWith(base) ? url.slice(base.length - 1) : url;

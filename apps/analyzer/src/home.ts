import { findPackageJSON } from "node:module";
import { dirname } from "node:path";

/** The folder of the analyzer, whether it runs from its sources or from its build. */
export const home = dirname(findPackageJSON("..", import.meta.url) ?? "");

import { findPackageJSON } from "node:module";
import { dirname } from "node:path";

/** The folder of the analyzer, whether it runs from its sources or from what is built of them. */
export const home = dirname(findPackageJSON("..", import.meta.url) ?? "");

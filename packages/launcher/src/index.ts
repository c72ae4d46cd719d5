export { readyProgram } from "./ready-program.ts";
export type { BundleOptions } from "./bundle-options.ts";

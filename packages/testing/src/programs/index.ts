export { describeWith } from "./describe-with.ts";
export { installed, packageOf, programNames, type ProgramName } from "./programs.ts";

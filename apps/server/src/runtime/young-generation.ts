import { setFlagsFromString } from "node:v8";
import { freeYoungGeneration as free } from "../v8-flags.js";

/** Lets the young generation grow with the work, as V8 does by default: `start.js` has limited it. */
export const freeYoungGeneration = (): void => setFlagsFromString(free);

import { setFlagsFromString } from "node:v8";

// What a start allocates is either kept or garbage at once. V8 doubles its young generation for it, up to twice 16 MB,
// and would keep that: about 10 MB of memory of a server that has nothing to do. The flag is looked at whenever the
// young generation might grow, so it holds from here on.

/** Keeps the young generation as small as it is. */
export const holdYoungGeneration = (): void => setFlagsFromString("--semi-space-growth-factor=1");

/** Lets the young generation grow with the work, as V8 does unless told otherwise. */
export const freeYoungGeneration = (): void => setFlagsFromString("--semi-space-growth-factor=2");

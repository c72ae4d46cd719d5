// All that this server asks of V8, in JavaScript, as whichever Node the machine has must be able to read it. Why, and what
// it saves: docs/decisions/0008.

/** Options of Node, for the whole process: most of the memory of a connection would be room for garbage. */
export const startFlags = ["--optimize-for-size", "--max-semi-space-size=4"];

/**
 * What a start allocates is either kept or garbage at once. V8 doubles its young generation for it, up to twice 16 MB,
 * and would keep that: about 10 MB of memory of a server that has nothing to do. The flag is looked at whenever the young
 * generation might grow, so it can be set and taken back at any time.
 */
export const heldYoungGeneration = "--semi-space-growth-factor=1";
/** As V8 does unless told otherwise: the young generation grows with the work. */
export const freeYoungGeneration = "--semi-space-growth-factor=2";

/** Less memory left behind by a rush of people, for a tenth more work on messages. */
export const thrifty = "--optimize-for-size";
export const generous = "--no-optimize-for-size";

import { mergeConfig } from "vitest/config";
import { shared } from "../vitest.shared.ts";

// Real processes and a real browser take their time on a busy machine; one file after another leaves them room, and what
// loads modules of the server with faults put back has a process of its own.
export default mergeConfig(shared, { test: { testTimeout: 600_000, fileParallelism: false, isolate: true } });

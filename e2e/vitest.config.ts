import { mergeConfig } from "vitest/config";
import { shared } from "../vitest.shared.ts";

// Real processes and a real browser take their time on a busy machine; one file after another leaves them room.
export default mergeConfig(shared, { test: { testTimeout: 600_000, fileParallelism: false } });

import type { Benchmark } from "../main.ts";

export const run: Benchmark = async () => {};

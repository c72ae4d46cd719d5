import type { Benchmark } from "./benchmark.ts";

/** Loaded when asked for: none of them needs what another one is built on. */
const benchmarks: Readonly<Record<string, () => Promise<{ readonly run: Benchmark }>>> = {
  acks: () => import("./acks/main.ts"),
  analyze: () => import("./analyze/main.ts"),
  connections: () => import("./connections/main.ts"),
  fanout: () => import("./fanout/main.ts"),
  flood: () => import("./flood/main.ts"),
  history: () => import("./history/main.ts"),
  log: () => import("./log/main.ts"),
  logins: () => import("./logins/main.ts"),
  resume: () => import("./resume/main.ts"),
  search: () => import("./search/main.ts"),
  slow: () => import("./slow/main.ts"),
  storm: () => import("./storm/main.ts"),
};

const [name = "", ...options] = process.argv.slice(2).filter((argument) => argument !== "--");
const load = benchmarks[name];
if (!load) {
  process.stderr.write(
    `Say which benchmark: pnpm bench <${Object.keys(benchmarks).join("|")}> [--quick] [--json]\n`,
  );
  process.exit(1);
}
const { run } = await load();
await run(options);

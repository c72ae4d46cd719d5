import { rolldown } from "rolldown";
import { expect, test } from "vitest";
import { bundle } from "./bundle.ts";

test("[START] a report in the terminal is made without loading schemas", { timeout: 120_000 }, async () => {
  await using build = await rolldown({ ...bundle, platform: "node", logLevel: "silent" });
  const { output } = await build.generate({ format: "esm" });
  const chunks = new Map(output.flatMap((file) => (file.type === "chunk" ? [[file.fileName, file]] : [])));
  const loaded = new Set<string>();
  const load = (name: string): void => {
    if (loaded.has(name)) return;
    loaded.add(name);
    for (const other of chunks.get(name)?.imports ?? []) load(other);
  };
  const entries = ["/main.ts", "/modes/report.ts", "/input/scan-thread.ts"];
  for (const { fileName, facadeModuleId } of chunks.values()) {
    if (entries.some((entry) => facadeModuleId?.endsWith(entry))) load(fileName);
  }
  const modules = [...loaded].flatMap((name) => chunks.get(name)?.moduleIds ?? []);
  expect(modules.some((id) => id.endsWith("/modes/report.ts"))).toBe(true);
  expect(modules.filter((id) => id.includes("/zod/"))).toEqual([]);
});

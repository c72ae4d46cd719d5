import { rolldown, type Plugin } from "rolldown";

/** Ink asks for it in a branch that only its own developers take. */
const withoutDevtools: Plugin = {
  name: "without-devtools",
  resolveId: (id) => (id === "react-devtools-core" ? { id: "\0nothing" } : undefined),
  load: (id) => (id === "\0nothing" ? "export default {};" : undefined),
};

export interface Bundle {
  readonly code: string;
  /** The files that it was made of. */
  readonly inputs: readonly string[];
}

/** Makes one file of the program and everything that it stands on. */
export const bundle = async (entry: string): Promise<Bundle> => {
  await using build = await rolldown({
    input: entry,
    platform: "node",
    plugins: [withoutDevtools],
    transform: { define: { "process.env.NODE_ENV": '"production"' } },
    logLevel: "silent",
  });
  const { output } = await build.generate({ format: "esm", codeSplitting: false });
  const [chunk] = output;
  return { code: chunk.code, inputs: chunk.moduleIds.filter((id) => !id.startsWith("\0")) };
};

import { spawnSync } from "node:child_process";

/** A program of the system that some tests need. */
interface Program {
  /** The name for people. */
  readonly called: string;
  /** Debian's package. */
  readonly packageName: string;
  /** Commands to try: the first one that succeeds is used. */
  readonly probes: readonly (readonly [string, ...string[]])[];
}

const imports = ["-c", "import asyncio, websockets"] as const;

const programs = {
  nc: { called: "nc", packageName: "netcat-openbsd", probes: [["nc", "-h"]] },
  // The system's own Python comes first: Debian's packages work with no other.
  python: {
    called: "Python with websockets",
    packageName: "python3-websockets",
    probes: [
      ["/usr/bin/python3", ...imports],
      ["python3", ...imports],
      ["python", ...imports],
    ],
  },
  nginx: {
    called: "nginx",
    packageName: "nginx",
    // Debian keeps it in a folder that is only on root's `PATH`.
    probes: [
      ["nginx", "-v"],
      ["/usr/sbin/nginx", "-v"],
    ],
  },
  tmux: { called: "tmux", packageName: "tmux", probes: [["tmux", "-V"]] },
  prlimit: { called: "prlimit", packageName: "util-linux", probes: [["prlimit", "-V"]] },
  // The smaller of Debian's two Go packages.
  go: { called: "Go", packageName: "gccgo-go", probes: [["go", "version"]] },
  mcs: { called: "Mono's compiler for C#", packageName: "mono-mcs", probes: [["mcs", "--version"]] },
  mono: { called: "Mono", packageName: "mono-runtime", probes: [["mono", "--version"]] },
  strace: { called: "strace", packageName: "strace", probes: [["strace", "-V"]] },
} satisfies Readonly<Record<string, Program>>;

export type ProgramName = keyof typeof programs;

export const programNames = Object.keys(programs) as readonly ProgramName[];

/** Returns the command that starts a program of the system; undefined if it is absent. */
export const installed = (name: ProgramName): string | undefined =>
  programs[name].probes.find(([command, ...arguments_]) => runs(command, arguments_))?.[0];

const runs = (command: string, arguments_: readonly string[]): boolean =>
  spawnSync(command, arguments_, { stdio: "ignore" }).status === 0;

export const programCalled = (name: ProgramName): string => programs[name].called;

/** Returns the Debian package that contains a program. */
export const packageOf = (name: ProgramName): string => programs[name].packageName;

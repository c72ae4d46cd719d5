/** Which parts of the workspace a part may import, by the name in `package.json`: values and types alike. Nothing imports an app. */
export const packageRules: Readonly<Record<string, readonly string[]>> = {
  "packages/protocol": [],
  "packages/log": ["@beseda/protocol"],
  "packages/bin": [],
  "packages/markup": [],
  "packages/search": ["@beseda/protocol"],
  "packages/testing": [],
  "packages/client": ["@beseda/protocol"],
  "apps/server": ["@beseda/bin", "@beseda/protocol", "@beseda/log", "@beseda/search"],
  "apps/cli": ["@beseda/bin", "@beseda/client", "@beseda/markup", "@beseda/protocol"],
  "apps/web": ["@beseda/client", "@beseda/markup", "@beseda/protocol"],
  "apps/analyzer": ["@beseda/bin", "@beseda/protocol"],
};

/** Inside the server: which folders a folder may import. The files beside them put the parts together, and `cli/` starts them. */
export const serverRules: Readonly<Record<string, readonly string[]>> = {
  gateway: ["commands", "session", "delivery", "limits", "runtime"],
  commands: ["session", "chat", "delivery", "identity", "search", "limits", "runtime"],
  session: ["chat", "identity", "limits", "runtime"],
  delivery: ["runtime"],
  chat: [],
  identity: [],
  search: [],
  limits: [],
  http: [],
  runtime: [],
};

/** Files beside the folders that every folder may import. */
export const serverShared: readonly string[] = ["address.ts", "listening.ts", "v8-flags.js"];

/** The folder from which the files beside the folders are started: it may import all of them. */
export const serverStart = "cli";

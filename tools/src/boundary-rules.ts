/** Which parts of the workspace a part may import, by the name in `package.json`: values and types alike. Nothing imports an app. */
export const packageRules: Readonly<Record<string, readonly string[]>> = {
  "packages/protocol": [],
  "packages/log": ["@beseda/protocol"],
  "packages/bin": [],
  "packages/testing": [],
  "packages/client": ["@beseda/protocol"],
  "apps/server": ["@beseda/bin", "@beseda/protocol", "@beseda/log"],
  "apps/cli": ["@beseda/bin", "@beseda/client", "@beseda/protocol"],
  "apps/web": ["@beseda/client", "@beseda/protocol"],
  "apps/analyzer": ["@beseda/bin", "@beseda/protocol"],
};

/** Inside the server: which folders a folder may import. The files beside them put the parts together. */
export const serverRules: Readonly<Record<string, readonly string[]>> = {
  gateway: ["commands", "session", "delivery", "text"],
  text: ["commands", "session", "delivery"],
  commands: ["session", "chat", "delivery", "identity"],
  session: ["chat", "identity"],
  delivery: [],
  chat: [],
  identity: [],
  http: [],
};

/** Files beside the folders that every folder may import. */
export const serverShared: readonly string[] = ["address.ts", "clock.ts", "listening.ts", "logger.ts"];

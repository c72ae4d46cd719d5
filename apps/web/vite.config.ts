import react from "@vitejs/plugin-react";
import { compressed } from "./compressed.ts";
import { lighterMicromark } from "./lighter-micromark.ts";
import { createLogger, defineConfig, type Logger, type Plugin } from "vite";

/** The chat server behind the development server. */
const server = `http://127.0.0.1:${process.env.BESEDA_PORT ?? "8765"}`;

/** Creates a quiet logger: a server restart is no error in development: the page says so, and recovers. */
const calmLogger = (): Logger => {
  const logger = createLogger();
  const error = logger.error.bind(logger);
  logger.error = (message, options) => {
    if (message.includes("proxy error") && options?.error?.message.includes("ECONNREFUSED")) {
      logger.warnOnce(`There is no chat server at ${server} at the moment; start it, the page will find it.`);
    } else {
      error(message, options);
    }
  };
  return logger;
};

/** Zod's modules for JSON schemas: part of each of its types, not needed by the page, and loaded first. */
const jsonSchemas = /\/zod\/v4\/core\/(?:to-json-schema|json-schema-processors)\.js$/u;
/** The module that parses values containing themselves: nothing that comes as JSON does. */
const cycles = /\/zod\/v4\/core\/memoizer\.js$/u;
/** Zod's own English sentences: the page refuses typed text in the protocol's words. */
const sentences = /\/zod\/v4\/locales\/en\.js$/u;
/** String formats, such as e-mail addresses: all included as methods, and the protocol has none of them. */
const forms = /\/zod\/v4\/classic\/schemas\.js$/u;
const form = /^ {4}\w+\(params\) \{\n {8}return this\.check\(core\._\w+\(Zod\w+, params\)\);\n {4}\},\n/gmu;
/** Methods of all types that are called nowhere: two-way schemas, annotations, and what answers later. */
const uncalled =
  /^ {4}(?:async )?(?:\w*(?:En|De|en|de)code(?:Async)?|\w*arseAsync|validate(?:Async)?|superRefine|nonoptional|prefault|describe|meta|isOptional|isNullable|register|brand|toJSONSchema|slugify|toUpperCase|lowercase|uppercase|includes|endsWith|normalize|multipleOf|step|negative|nonpositive|overwrite|with|apply)(?:: (?:async )?function \w+)?\(.*\) \{\n(?: {8}.*\n)+? {4}\},\n/gmu;
const exported = /^export (?:const|function) (?<name>\w+)/gmu;

/** Creates a plugin that loads zod without the parts that the page never calls. */
const lighterZod = (): Plugin => ({
  name: "beseda:lighter-zod",
  apply: "build",
  transform: {
    filter: { id: [jsonSchemas, cycles, sentences, forms] },
    handler: (code, id) => {
      if (sentences.test(id)) return "export default () => ({});";
      if (forms.test(id)) return code.replaceAll(form, "").replaceAll(uncalled, "");
      return Array.from(
        code.matchAll(exported),
        ([, name]) => `export const ${name} = () => undefined;`,
      ).join("\n");
    },
  },
});

export default defineConfig({
  // The page finds its files and its server beside itself, at any path.
  base: "./",
  plugins: [react(), lighterZod(), lighterMicromark(), compressed()],
  clearScreen: false,
  customLogger: calmLogger(),
  server: {
    port: Number(process.env.BESEDA_WEB_PORT ?? 5173),
    // If the port was chosen, links lead to it.
    strictPort: process.env.BESEDA_WEB_PORT !== undefined,
    proxy: {
      "/trpc": { target: server, ws: true },
      "/health": { target: server },
      "/reach": { target: server },
    },
  },
  build: {
    // The minimum that the styles need: `light-dark()`.
    target: ["chrome123", "firefox120", "safari17.5"],
    // No `data:` addresses, so that a strict content security policy has no exceptions.
    assetsInlineLimit: 0,
    // The parts loaded later need nothing that is not there already.
    modulePreload: false,
  },
});

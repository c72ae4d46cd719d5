import { mergeConfig, type Plugin } from "vite";
import config from "../vite.config.ts";

const onTheFake = (): Plugin => ({
  name: "beseda:on-the-fake",
  transformIndexHtml: {
    order: "pre",
    handler: (html) => html.replace("/src/main.tsx", "/testing/fixture.tsx"),
  },
});

/** The page on the fake, built as the page itself is built, for the tests in a browser. */
export default mergeConfig(config, { plugins: [onTheFake()] });

import { mergeConfig } from "vite";
import config from "../vite.config.ts";

/** Builds the page on the fake as the page itself is built, for the tests in a browser. */
export default mergeConfig(config, {
  build: { rolldownOptions: { input: `${import.meta.dirname}/index.html` } },
});

export { ensureChromium } from "./install.ts";
export { launchChromium } from "./launch.ts";

declare module "echarts/i18n/langRU-obj.js" {
  import type { registerLocale } from "echarts/core";

  /** Names of months and weekdays, and of the tools. */
  const language: Parameters<typeof registerLocale>[1];
  // oxlint-disable-next-line import/no-default-export -- that is what the library has
  export default language;
}

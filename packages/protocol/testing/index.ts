export { forbiddenIn, freeFieldsOf, hostileRecords, hostileTexts } from "./hostile-records.ts";
export { sampleRecords } from "./sample-records.ts";
export { renderingsOf, type RenderingOptions } from "./renderings.ts";

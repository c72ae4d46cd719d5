/** What a walker of the fault tests drives: the page without what is drawn. */
export { createDrafts } from "../src/composer/draft.ts";
export { takeBack } from "../src/composer/taken-back.ts";
export { browserKeep, type Keep } from "../src/store/keep.ts";
export { createVisit, type Visit } from "../src/visit/visit.ts";

/** What a walker of the fault tests drives: the page without what is drawn. */
export { createDrafts } from "../composer/draft.ts";
export { takeBack } from "../composer/taken-back.ts";
export { browserKeep, type Keep } from "../store/keep.ts";
export { createVisit, type Visit } from "../visit/visit.ts";

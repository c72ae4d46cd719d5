export { itemOf, type Viewer } from "../src/timeline/timeline.ts";

export { itemOf, type Viewer } from "../timeline/timeline.ts";

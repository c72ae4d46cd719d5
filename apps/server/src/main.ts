// The entry point for starting the server by hand; `start.js` needs less memory, as it strips no types.
import "./start.js";

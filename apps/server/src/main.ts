// Where the server begins for who starts it by hand; `start.js` needs less memory, as it strips no types.
import "./start.js";

import { config } from "zod";

/**
 * Disables JIT in zod, because the page's policy lets no text become code. zod would test that before it
 * makes its first schema, and the browser would report the test as an attack: so this has to be the first
 * import, before any schema is made.
 */
config({ jitless: true });

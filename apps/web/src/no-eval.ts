import { config } from "zod";

/**
 * The page's policy lets no text become code. zod would try whether it may before it makes its first schema, and the
 * browser would report that as an attack: it has to be told before any schema is made, so this is the first import.
 */
config({ jitless: true });

import { z } from "zod";

export const locales = ["ru", "en"] as const;
export const localeSchema = z.enum(locales);
/** The languages that Beseda speaks. */
export type Locale = z.infer<typeof localeSchema>;

import { stemmer as english } from "@orama/stemmers/english";
import { stemmer as russian } from "@orama/stemmers/russian";

/** Words whose stems are remembered: people say the same ones again and again. */
const remembered = 20_000;
const stems = new Map<string, string>();

const computed = (form: string): string => {
  // The stemmer takes the end of «запись» for that of a verb, but not the end of «записи».
  if (/^[а-я]+$/u.test(form)) return russian(form.replace(/пись$/u, "пис"));
  return /^[a-z]+$/u.test(form) ? english(form) : form;
};

/** Returns what the forms of a Russian or English word have in common; any other word is its own stem. */
export const stemOf = (form: string): string => {
  const known = stems.get(form);
  if (known !== undefined) return known;
  const stem = computed(form) || form;
  if (stems.size >= remembered) stems.clear();
  stems.set(form, stem);
  return stem;
};

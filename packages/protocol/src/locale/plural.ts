const english = new Intl.PluralRules("en");
const russian = new Intl.PluralRules("ru");

/** `1 message`, `2 messages` */
export const countEn = (value: number, one: string, other: string): string =>
  `${value} ${english.select(value) === "one" ? one : other}`;

export interface RussianForms {
  readonly one: string;
  readonly few: string;
  readonly many: string;
}

/** `1 сообщение`, `2 сообщения`, `5 сообщений` */
export const countRu = (value: number, forms: RussianForms): string => {
  const rule = russian.select(value);
  return `${value} ${rule === "one" ? forms.one : rule === "few" ? forms.few : forms.many}`;
};

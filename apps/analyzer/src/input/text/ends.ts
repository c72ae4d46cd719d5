import { byte } from "../bytes.ts";

export const question = 0x3f;

export const endsLink = (value: number): boolean =>
  value <= byte.space || value === byte.quote || value === 0x3c || value === 0x3e;
export const endsDomain = (value: number): boolean =>
  value === byte.slash || value === question || value === 0x23 || value === byte.colon || endsLink(value);
export const endsMention = (value: number): boolean =>
  value <= byte.space || ',;:!?()"<>@'.includes(String.fromCharCode(value));

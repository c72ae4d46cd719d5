/** How much a test does that searches: briefly among all the others, and for long with `BESEDA_LONG=1`. */
export const effort = ({ short, long }: { readonly short: number; readonly long: number }): number =>
  process.env["BESEDA_LONG"] ? long : short;

/** Returns the effort of a searching test: short among all the others, and long with `BESEDA_LONG=1`. */
export const effort = ({ short, long }: { readonly short: number; readonly long: number }): number =>
  process.env["BESEDA_LONG"] ? long : short;

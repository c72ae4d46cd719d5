/** Whether a log of one version may hold data unknown to a program of another, by semantic versioning. */
export const isNewer = (logVersion: string, ownVersion: string): boolean => {
  const [logMajor, logMinor] = numbersOf(logVersion);
  const [ownMajor, ownMinor] = numbersOf(ownVersion);
  // Before version 1 a minor version may change anything.
  return logMajor > ownMajor || (logMajor === 0 && ownMajor === 0 && logMinor > ownMinor);
};

const numbersOf = (version: string): readonly [number, number] => {
  const [major = 0, minor = 0] = version.split(".").map((part) => Number.parseInt(part, 10) || 0);
  return [major, minor];
};

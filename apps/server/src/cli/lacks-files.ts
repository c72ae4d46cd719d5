/** Whether the system let this process open no more files: told by a code, or within what a thread ended with. */
export const lacksFiles = (error: Error): boolean => {
  const code = "code" in error ? String(error.code) : "";
  return /\bE[MN]FILE\b/u.test(`${code} ${error.message}`);
};

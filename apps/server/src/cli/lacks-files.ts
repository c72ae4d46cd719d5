/**
 * Tells whether the system lets this process open no more files: by an error code, or by the error that ended
 * a thread.
 */
export const lacksFiles = (error: Error): boolean => {
  const code = "code" in error ? String(error.code) : "";
  return /\bE[MN]FILE\b/u.test(`${code} ${error.message}`);
};

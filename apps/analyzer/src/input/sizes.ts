import { stat } from "node:fs/promises";

/** How many bytes each file has; 0 if there is no file, or its size cannot be determined. */
export const sizesOf = (files: readonly string[]): Promise<number[]> =>
  Promise.all(
    files.map((file) =>
      stat(file).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );

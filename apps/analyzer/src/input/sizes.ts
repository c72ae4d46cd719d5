import { stat } from "node:fs/promises";

/** How many bytes each file has; 0 where there is none, or none that can be told. */
export const sizesOf = (files: readonly string[]): Promise<number[]> =>
  Promise.all(
    files.map((file) =>
      stat(file).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );

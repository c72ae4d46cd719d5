/** Shows which row was led to, for a moment, and gives it the focus: one goes on from there. */
export const pointOut = (row: HTMLElement): void => {
  row.tabIndex = -1;
  row.focus({ preventScroll: true });
  row.dataset.pointed = "true";
  row.addEventListener("animationend", () => delete row.dataset.pointed, { once: true });
};

/** The least height of a keyboard, in pixels: anything less is a bar of the browser that comes and goes. */
const leastKeyboard = 100;

/**
 * Makes the page as high as its visible part when an on-screen keyboard covers it instead of resizing it
 * (Safari on a phone); otherwise the field would be behind the keys. Does nothing while zoomed in.
 */
export const followVisibleHeight = (page: Window): void => {
  const { visualViewport: seen, document } = page;
  if (seen === null) return;
  const { style } = document.documentElement;
  const fit = () => {
    const isCovered = seen.scale < 1.05 && page.innerHeight - seen.height > leastKeyboard;
    if (!isCovered) {
      style.removeProperty("--visible-height");
      return;
    }
    style.setProperty("--visible-height", `${seen.height}px`);
    // The browser has moved the page up to show the field, which is now visible without that.
    page.scrollTo(0, 0);
  };
  seen.addEventListener("resize", fit);
};

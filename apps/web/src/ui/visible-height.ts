/** Less than this is no keyboard, in pixels: a bar of the browser that comes and goes. */
const leastKeyboard = 100;

/**
 * Where a keyboard of glass covers the page instead of making it smaller (Safari on a phone), the page gets as high as
 * what is to be seen of it, or the field where one writes would be behind the keys. Not while one has zoomed in.
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
    // The browser has moved the page up to show the field; now it is to be seen without that.
    page.scrollTo(0, 0);
  };
  seen.addEventListener("resize", fit);
};

/** Whether one writes with a keyboard on the screen. */
export const isTouchScreen = (): boolean => matchMedia("(pointer: coarse)").matches;

/** Whether the person writes with a keyboard on the screen. */
export const isTouchScreen = (): boolean => matchMedia("(pointer: coarse)").matches;

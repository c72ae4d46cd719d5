const two = (value: number): string => String(value).padStart(2, "0");

/** Returns the time as `13:45:00`, in the server's time zone. */
export const clockTime = (time: string | number): string => {
  const date = new Date(time);
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
};

/** Tells whether two times are on the same day in the server's time zone. */
export const isSameDay = (one: string | number, other: string | number): boolean =>
  new Date(one).toDateString() === new Date(other).toDateString();

/** Returns the server's time zone at that time, as `UTC+03:00`. */
export const zoneAt = (time: number): string => {
  const minutes = -new Date(time).getTimezoneOffset();
  const size = Math.abs(minutes);
  return `UTC${minutes < 0 ? "-" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
};

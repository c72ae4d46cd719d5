/** Paths drawn on 24 × 24, with strokes of the text's colour. */
const paths = {
  menu: "M4 7h16M4 12h16M4 17h16",
  close: "M6 6l12 12M18 6 6 18",
  send: "M5 12h13M12.5 5.5 19 12l-6.5 6.5",
  down: "M12 5v13M6 12.5l6 6 6-6",
  check: "m5 12.5 4.5 4.5L19 7.5",
  tick: "M6.5 12.5 10.5 16.5 17.5 8.5",
  clock: "M12 7.5V12l3 2M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17",
  alert: "M12 7.5v5.5M12 16.400v.2M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17",
  leave: "M14 4.5H7.5A2.5 2.5 0 0 0 5 7v10a2.5 2.5 0 0 0 2.5 2.5H14M10.5 12H20M16.5 8.5 20 12l-3.5 3.5",
  pencil: "m5 19 .8-3.600L16 5.200a1.7 1.7 0 0 1 2.4 0l.4.400a1.7 1.7 0 0 1 0 2.400L8.6 18.200z",
  reply: "M9.5 6.5 4.5 11.500l5 5M5 11.500h8.500a6 6 0 0 1 6 6",
  copy: "M9 9h10.500v10.500H9zM15 9V4.500H4.500V15H9",
  bin: "M5 7h14M10 7V4.500h4V7M7 7l.8 12.500h8.400L17 7M10.300 10.500v5.500M13.700 10.500v5.500",
  pin: "M9 4.500h6l-.8 6 3.300 3.500h-11l3.300-3.500zM12 14v6",
  people:
    "M9 5.5a3.2 3.2 0 1 0 0 6.400 3.2 3.2 0 0 0 0-6.4M3.5 19c.3-3.200 2.500-5 5.500-5s5.200 1.800 5.500 5M15.500 6.200a2.900 2.900 0 0 1 0 5.400M17 14.300c2.100.500 3.300 2.100 3.500 4.700",
  flag: "M6.5 20V5M6.5 5.5h10l-2 3.500 2 3.500h-10",
  more: "M5 12a1 1 0 1 0 2 0 1 1 0 1 0-2 0M11 12a1 1 0 1 0 2 0 1 1 0 1 0-2 0M17 12a1 1 0 1 0 2 0 1 1 0 1 0-2 0",
  smile: "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17M8.5 14a4 4 0 0 0 7 0M9 9.5h.1M15 9.5h.1",
  plus: "M12 5.5v13M5.5 12h13",
  sun: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8M12 3v1.5M12 19.5V21M3 12h1.5M19.5 12H21M5.6 5.600l1.1 1.100M17.3 17.300l1.1 1.100M5.6 18.400l1.1-1.100M17.3 6.700l1.1-1.1",
  moon: "M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10",
  system: "M4 5.5h16v10.5H4zM9 20h6M12 16v4",
  ban: "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17M6 6l12 12",
  windows: "M8 8V5.500h11v11h-3M5 8h11v11H5z",
  offline:
    "M4 4l16 16M8.5 15.5a5 5 0 0 1 5-1.300M5 12a10 10 0 0 1 4-2.400M19 12a10 10 0 0 0-5.5-3M12 19.200v.1",
} as const;

export type IconName = keyof typeof paths;

/** An icon beside words or in a labelled button: says nothing to a screen reader. */
export const Icon = ({ name }: { readonly name: IconName }) => (
  <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <path d={paths[name]} />
  </svg>
);

/** Two people talking: one bubble leans on another. */
export const Logo = () => (
  <svg className="logo" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
    <rect className="logo-ground" width="32" height="32" rx="9.5" />
    <path
      className="logo-second"
      d="M18 14h4.5a4 4 0 0 1 4 4v7.2c0 .8-.9 1.2-1.5.7L22.4 24H17a4 4 0 0 1-4-4z"
    />
    <path
      className="logo-first"
      d="M10 6.5h9a4.5 4.5 0 0 1 4.5 4.5v3a4.5 4.5 0 0 1-4.5 4.5h-6.6l-4.9 3.7c-.8.6-2 .1-2-1V11A4.5 4.5 0 0 1 10 6.5z"
    />
  </svg>
);

import type { ComponentProps } from "react";
import { Icon, type IconName } from "./icon.tsx";

export interface IconButtonProps extends Omit<ComponentProps<"button">, "children" | "title" | "aria-label"> {
  readonly icon: IconName;
  /** What it does: read out, and shown to who points at it. */
  readonly label: string;
  readonly "data-testid"?: string;
  readonly "data-unread"?: boolean;
}

/** A picture that is pressed. */
export const IconButton = ({ icon, label, className, type = "button", ...rest }: IconButtonProps) => (
  <button
    {...rest}
    type={type}
    className={className === undefined ? "icon-button" : `icon-button ${className}`}
    aria-label={label}
    title={label}
  >
    <Icon name={icon} />
  </button>
);

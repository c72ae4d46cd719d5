import type { ComponentProps } from "react";
import { Icon, type IconName } from "./icon.tsx";

export interface IconButtonProps extends Omit<ComponentProps<"button">, "children" | "title" | "aria-label"> {
  readonly icon: IconName;
  /** The button's purpose: read out, and shown on hover. */
  readonly label: string;
  readonly "data-testid"?: string;
  readonly "data-unread"?: boolean;
}

/** A button with an icon. */
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

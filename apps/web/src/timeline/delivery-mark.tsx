import type { DeliveryState } from "@beseda/client";
import type { UiTexts } from "../locale/ui-texts.ts";
import { useUiTexts } from "../preferences/preferences-context.ts";
import { Icon, type IconName } from "../ui/icon.tsx";

const marks = {
  queued: "clock",
  sent: "tick",
  acknowledged: "check",
  failed: "alert",
} satisfies Record<DeliveryState["state"], IconName>;

const words = (delivery: DeliveryState, { delivery: texts }: UiTexts): string => {
  switch (delivery.state) {
    case "queued":
      return texts.queued;
    case "sent":
      return texts.sent;
    case "acknowledged":
      return texts.acknowledged(delivery.seq);
    case "failed":
      return texts.failed(delivery.reason);
  }
};

/** The state of an own message: a small mark, in words for the pointer and for screen readers. */
export const DeliveryMark = ({ delivery }: { readonly delivery: DeliveryState }) => {
  const label = words(delivery, useUiTexts());
  return (
    <span className="delivery" data-state={delivery.state} role="img" aria-label={label} title={label}>
      <Icon name={marks[delivery.state]} />
    </span>
  );
};

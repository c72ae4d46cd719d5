import { dateOrders, type DateOrder } from "../moment.ts";
import { DoubtError } from "./doubt.ts";
import type { Field } from "./survey.ts";

/** So many of a hundred records have what a mapping needs; the others are reported as damage. */
export const enough = 0.9;

/**
 * Returns the order of day, month and year in the fields of the time.
 * @param told - the order that somebody gave
 * @returns undefined where no date has numbers only
 * @throws {DoubtError} where several orders are possible, or none is
 */
export const dateOrderOf = (when: readonly Field[], told: DateOrder | undefined): DateOrder | undefined => {
  const field = when.find(({ moments }) => moments.numbers > 0);
  if (!field) return told;
  const { path, sample, refuted, moments } = field;
  const possible = dateOrders.filter((order) => refuted[order] === 0);
  if (told !== undefined && possible.length > 0 && refuted[told] > moments.numbers * (1 - enough))
    throw new DoubtError({ code: "wrong-order", field: path, sample, orders: possible });
  if (told !== undefined) return told;
  const [order] = possible;
  if (order !== undefined && (possible.length === 1 || !field.isAmbiguous)) return order;
  if (order !== undefined)
    throw new DoubtError({ code: "date-order", field: path, sample, orders: possible });
  const nearly = dateOrders.filter((other) => refuted[other] <= moments.numbers / 100);
  if (nearly.length === 1) return nearly[0];
  throw new DoubtError({ code: "mixed-dates", field: path, sample });
};

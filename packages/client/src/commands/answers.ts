import {
  invitationListSchema,
  personSchema,
  reportListingSchema,
  roleSchema,
  roomSummarySchema,
} from "@beseda/protocol";
import { z } from "zod";

/** What procedures answer that commands ask. Whatever else a newer server tells is left out. */

export const membersSchema = z.array(z.object({ client_id: z.string(), name: z.string() }));

export const directorySchema = z.array(
  z.object({ room: z.string(), topic: z.string(), members: z.number(), member: z.boolean() }),
);

export const summarySchema = roomSummarySchema;

export const loginsSchema = z.array(
  z.object({
    id: z.number(),
    via: z.string(),
    client: z.string(),
    address: z.string(),
    seen: z.string(),
    open: z.array(z.string()),
    current: z.boolean(),
  }),
);

/** Servers of an earlier version do not say whether their operator named the address in a link. */
export const linkSchema = z.object({ link: z.string(), named: z.boolean().default(true) });

/** A link as it is good for others: it begins with the address of this page, unless the operator named one (VIEW-6). */
export const linkFor = (
  { link, named }: z.infer<typeof linkSchema>,
  pageAddress: string | undefined,
): string => (named || pageAddress === undefined ? link : `${pageAddress}/${link.slice(link.indexOf("#"))}`);

export const nameSchema = z.object({ name: z.string() });

export const resetSchema = nameSchema.extend(linkSchema.shape);

export const roleAnswerSchema = z.object({ role: roleSchema });

export const timeSchema = z.object({ time: z.iso.datetime() });

export { invitationListSchema, personSchema };

export const peopleSchema = z.array(personSchema);

export const reportsSchema = z.array(reportListingSchema);

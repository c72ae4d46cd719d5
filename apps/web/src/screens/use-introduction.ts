import {
  beginsCommand,
  characters,
  cleanName,
  defaultLimits,
  nameSchema,
  passwordSchema,
} from "@beseda/protocol";
import { useEffect, useRef, useState, type FormEvent, type RefObject } from "react";
import { useUiTexts } from "../preferences/preferences-context.ts";
import { invitationIn } from "../app-state/invitation.ts";

export interface IntroductionProps {
  readonly name: string;
  /** What those are called who have been here. */
  readonly names: readonly string[];
  /** Why the chat did not let them in with that name. */
  readonly problem?: string | undefined;
  /** Whether they came by an invitation link. */
  readonly invited: boolean;
  /** Whether they came by a link for a new password. */
  readonly resets: boolean;
  readonly onEnter: (name: string, password?: string, invitation?: string) => void;
}

/** What each way in asks for behind the name. */
const fieldOf = { guest: "name", login: "password", invitation: "link" } as const;

export type WayIn = keyof typeof fieldOf;
export const waysIn = ["guest", "login", "invitation"] as const satisfies readonly WayIn[];

type Asked = "name" | "password" | "link";

/** What one has said of oneself so far. */
interface Given {
  readonly name: string;
  readonly password: string;
  readonly link: string;
}

export interface Introducing {
  readonly form: RefObject<HTMLFormElement | null>;
  readonly given: Given;
  readonly way: WayIn;
  readonly choose: (way: WayIn) => void;
  /** What cannot be taken as it stands. */
  readonly refused: Asked | undefined;
  readonly complaint: string | undefined;
  readonly asksLink: boolean;
  readonly asksPassword: boolean;
  /** The password is made now, by whoever came by a link. */
  readonly choosesPassword: boolean;
  readonly change: (what: Asked, value: string) => void;
  readonly enter: (event: FormEvent) => void;
}

const isField = (element: unknown): element is HTMLInputElement => element instanceof HTMLInputElement;
const isPassword = (text: string): boolean => passwordSchema.safeParse(text).success;
const limit = defaultLimits.name_characters;

/** A form whose next field has the focus: the one of a way in that was chosen, or what was refused. */
const useFocusedForm = (way: WayIn, refused: Asked | undefined): RefObject<HTMLFormElement | null> => {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    // What is asked for next: the way in that was chosen is no longer there to be chosen.
    const fields = form.current?.elements;
    const wanted = [fields?.namedItem("name"), fields?.namedItem(fieldOf[way])].filter(isField);
    (wanted.find(({ value }) => value === "") ?? wanted[0])?.focus();
  }, [way]);
  useEffect(() => {
    const field = refused && form.current?.elements.namedItem(refused);
    if (isField(field)) field.focus();
  }, [refused]);
  return form;
};

/** Asks for a name, and for what lets one in besides. */
export const useIntroduction = (props: IntroductionProps): Introducing => {
  const { name, problem, invited, resets, onEnter } = props;
  const { invalid, shortPassword, badLink } = useUiTexts().introduction;
  const [given, setGiven] = useState<Given>({ name, password: "", link: "" });
  const [way, setWay] = useState<WayIn>(problem === undefined ? "guest" : "login");
  const [refused, setRefused] = useState<Asked>();
  const form = useFocusedForm(way, refused);
  // Who just comes in needs none: it is asked for where somebody was invited, or was not let in.
  const choosesPassword = invited || resets;
  const asksPassword = choosesPassword || way !== "guest";
  const asksLink = way === "invitation" && !choosesPassword;
  const complaints = { name: invalid(limit), password: shortPassword, link: badLink };

  const enter = (event: FormEvent): void => {
    event.preventDefault();
    const { password } = given;
    const parsed = nameSchema.safeParse(given.name);
    // A command is never a name.
    if (!parsed.success || beginsCommand(given.name)) return setRefused("name");
    if (asksLink) {
      const invitation = invitationIn(given.link.trim().replace(/^.*#/u, "#"));
      if (invitation === undefined) return setRefused("link");
      if (password === "") return onEnter(parsed.data, undefined, invitation);
      return isPassword(password) ? onEnter(parsed.data, password, invitation) : setRefused("password");
    }
    if (password === "" && !resets) return onEnter(parsed.data);
    return choosesPassword && !isPassword(password) ? setRefused("password") : onEnter(parsed.data, password);
  };
  return {
    form,
    given,
    way,
    choose: (other) => {
      setWay(other);
      setRefused(undefined);
    },
    refused,
    complaint: refused === undefined ? problem : complaints[refused],
    asksLink,
    asksPassword,
    choosesPassword,
    change: (what, value) => {
      setGiven({ ...given, [what]: value });
      setRefused(what === "name" && characters(cleanName(value)) > limit ? "name" : undefined);
    },
    enter,
  };
};

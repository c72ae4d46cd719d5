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
  /** The names of the people who have been here. */
  readonly names: readonly string[];
  /** The reason why the chat did not let them in with that name. */
  readonly problem?: string | undefined;
  /** Whether they came by an invitation link. */
  readonly invited: boolean;
  /** Whether they came by a link for a new password. */
  readonly resets: boolean;
  readonly onEnter: (name: string, password?: string, invitation?: string) => void;
}

/** The field that each way in asks for after the name. */
const fieldOf = { guest: "name", login: "password", invitation: "link" } as const;

export type WayIn = keyof typeof fieldOf;
export const waysIn = ["guest", "login", "invitation"] as const satisfies readonly WayIn[];

type Asked = "name" | "password" | "link";

/** The person's answers so far. */
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
  /** The answer that cannot be taken as it stands. */
  readonly refused: Asked | undefined;
  readonly complaint: string | undefined;
  readonly asksLink: boolean;
  readonly asksPassword: boolean;
  /** Whether the person, who came by a link, makes up the password now. */
  readonly choosesPassword: boolean;
  readonly change: (what: Asked, value: string) => void;
  readonly enter: (event: FormEvent) => void;
}

const isField = (element: unknown): element is HTMLInputElement => element instanceof HTMLInputElement;
const isPassword = (text: string): boolean => passwordSchema.safeParse(text).success;
const limit = defaultLimits.name_characters;

/** Returns a form that focuses its next field: that of the chosen way in, or the refused one. */
const useFocusedForm = (way: WayIn, refused: Asked | undefined): RefObject<HTMLFormElement | null> => {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    // The next field gets the focus, because the button of the chosen way in is gone.
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

/** Asks for a name, and for whatever else is needed to come in. */
export const useIntroduction = (props: IntroductionProps): Introducing => {
  const { name, problem, invited, resets, onEnter } = props;
  const { invalid, shortPassword, badLink } = useUiTexts().introduction;
  const [given, setGiven] = useState<Given>({ name, password: "", link: "" });
  const [way, setWay] = useState<WayIn>(problem === undefined ? "guest" : "login");
  const [refused, setRefused] = useState<Asked>();
  const form = useFocusedForm(way, refused);
  // A guest needs no password: it is asked for with a link, on the other ways in, and after a refused entry.
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

import type { z } from "zod";
import { UNKNOWN_CHOICE, UNKNOWN_FIELD } from "@/lib/contracts/primitives";

const MAX_CHOICES = 12;

const KINDS: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
};

const FORMS: Readonly<Record<string, string>> = {
  uuid: "an id",
  guid: "an id",
  datetime: "a time (2026-03-02T06:00:00Z)",
  date: "a day (2026-03-02)",
  url: "an address (https://…)",
  email: "an e-mail address",
};

const UNITS: Readonly<Record<string, string>> = { string: " characters", array: " entries", set: " entries" };

/**
 * What does not fit, in words that stand behind the field's name and a colon; undefined where the schema's library says it
 * better. A schema's own sentence goes before it.
 */
export const sayIssue: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case "invalid_type":
      if (issue.input === undefined) return "is missing";
      return KINDS[issue.expected] && `has to be ${KINDS[issue.expected]}`;
    case "too_small": {
      const unit = UNITS[issue.origin] ?? "";
      if (unit !== "" && issue.minimum === 1) return "must not be empty";
      return issue.inclusive === false
        ? `has to be more than ${issue.minimum}${unit}`
        : `has to be at least ${issue.minimum}${unit}`;
    }
    case "too_big": {
      const unit = UNITS[issue.origin] ?? "";
      return issue.inclusive === false
        ? `has to be less than ${issue.maximum}${unit}`
        : `has to be at most ${issue.maximum}${unit}`;
    }
    case "invalid_value": {
      const more = issue.values.length > MAX_CHOICES ? " …" : "";
      return `${UNKNOWN_CHOICE} ${issue.values.slice(0, MAX_CHOICES).map(String).join(", ")}${more}`;
    }
    case "invalid_format":
      return FORMS[issue.format] && `has to be ${FORMS[issue.format]}`;
    case "unrecognized_keys":
      return UNKNOWN_FIELD;
    default:
      return undefined;
  }
};

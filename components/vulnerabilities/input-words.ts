import type { INPUT_VALUES } from "@/lib/domain/finding/override-input";

type InputName = keyof typeof INPUT_VALUES;

/** What each input asks, for people who do not know the tables; the tables' own name stands beside it. */
export const INPUT_QUESTIONS: Readonly<Record<InputName, string>> = {
  Exploitation: "Is it exploited?",
  Exposure: "Who can reach the device?",
  Automatable: "Can an attack run by itself?",
  "Human impact": "What can it do to people and plant?",
  "Technical impact": "What does it give an attacker?",
  "Known exploited": "In CISA’s list of exploited ones?",
};

const VALUE_WORDS: Readonly<Record<InputName, Readonly<Record<string, string>>>> = {
  Exploitation: { none: "Not as far as is known", poc: "A way to do it is public", active: "Yes, in the field" },
  Exposure: {
    small: "Few, from nearby",
    controlled: "Others, by ways that are controlled",
    open: "Many, or the internet",
  },
  Automatable: { no: "No", yes: "Yes" },
  "Human impact": {
    low: "Little",
    medium: "Some harm",
    high: "Serious harm",
    "very-high": "Danger to life or the whole plant",
  },
  "Technical impact": { partial: "Some control", total: "Full control" },
  "Known exploited": { no: "No", yes: "Yes" },
};

/** A value in words; as the tables have it where there are none. */
export function valueWords(name: InputName, value: string): string {
  return VALUE_WORDS[name][value] ?? value;
}

import { AppError } from "../errors";

/** How the hash of a firmware file stands to the one that its vendor published. */
export const CHECK_RESULTS = ["matched", "differs", "not-compared"] as const;
export type CheckResult = (typeof CHECK_RESULTS)[number];

/** What is known of a file's signature: said by a person, or checked here with the vendor's public key. */
export const SIGNATURE_STATES = ["not-checked", "unsigned", "said-valid", "said-invalid", "valid", "invalid"] as const;
export type SignatureState = (typeof SIGNATURE_STATES)[number];
/** Those that a person can state; the others come from a check. */
export const STATED_SIGNATURES = ["not-checked", "unsigned", "said-valid", "said-invalid"] as const;

export const RESULT_WORDS: Readonly<Record<CheckResult, string>> = {
  matched: "matches the published hash",
  differs: "differs from the published hash",
  "not-compared": "not compared",
};

export const SIGNATURE_WORDS: Readonly<Record<SignatureState, string>> = {
  "not-checked": "not checked",
  unsigned: "unsigned",
  "said-valid": "valid, as stated",
  "said-invalid": "invalid, as stated",
  valid: "valid, checked",
  invalid: "invalid, checked",
};

/**
 * The SHA-256 in a text as vendors publish it ("SHA256: AB CD …", "abcd…  firmware.bin"), as lower-case hex; null for an
 * empty text. Throws AppError "bad-request" when there is none, or more than one.
 */
export function readPublishedHash(text: string): string | null {
  if (text.trim() === "") return null;
  const plain = text.toLowerCase().slice(0, MAX_LENGTH);
  const joined = new Set(plain.match(/(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])/g) ?? []);
  const spaced = plain.match(/(?<![0-9a-f])[0-9a-f]{2}(?:[\s:-]?[0-9a-f]{2}){31}(?![0-9a-f])/g) ?? [];
  const found = joined.size > 0 ? joined : new Set(spaced.map((it) => it.replace(/[\s:-]/g, "")));
  const [hash] = found;
  if (hash !== undefined && found.size === 1) return hash;
  throw new AppError(
    "bad-request",
    found.size > 1
      ? "The published hash has several SHA-256 values in it. Give that of this file alone."
      : "The published hash is no SHA-256: it has 64 digits from 0 to 9 and a to f.",
    { invalidParams: [{ name: "published", reason: "no SHA-256" }] },
  );
}

const MAX_LENGTH = 2_000;

export function compareHashes(sha256: string, published: string | null): CheckResult {
  if (published === null) return "not-compared";
  return sha256 === published ? "matched" : "differs";
}

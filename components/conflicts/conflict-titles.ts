import type { ConflictItem } from "@/lib/contracts/conflicts";

export const CONFLICT_TITLES: Readonly<Record<ConflictItem["kind"], string>> = {
  "duplicate-ip": "Two devices use one address",
  "changed-serial": "The serial number changed",
  "vendor-contradicts-oui": "The vendor contradicts the network card",
  "identity-in-two-places": "One identity in two places",
  "unapproved-card": "A card that nobody approved",
};

/** What usually settles it, for somebody who sees one for the first time. */
export const CONFLICT_ADVICE: Readonly<Record<ConflictItem["kind"], string>> = {
  "duplicate-ip":
    "Either both cards are one device (merge), or one of them has a wrong or stolen address (split it off, then find it).",
  "changed-serial":
    "Either the device was replaced and kept its card, or something else answers in its name. Pin the serial number that stands on its plate.",
  "vendor-contradicts-oui":
    "Either a maker builds in cards of another (accept it), or something poses as the device. Pin the vendor that you see.",
  "identity-in-two-places":
    "Either one device with two cards (merge), or a copy. Compare the plates of both, then accept or retire.",
  "unapproved-card":
    "Either the device got another card or was met in another network (approve it again, with all its cards), or something says what the device says to pass for it (split the card off, then find it).",
};

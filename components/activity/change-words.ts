import type { ChangeKind } from "@/lib/domain/device/compare-versions";

/** Headings of the groups of changes. */
export const CHANGE_WORDS: Readonly<Record<ChangeKind, string>> = {
  new: "New devices",
  gone: "No longer in the inventory",
  merged: "Merged into another device",
  firmware: "Changed firmware",
  "new-service": "New services",
  "lost-service": "Services no longer known",
  "new-peer": "New peers",
  address: "Changed addresses",
  identity: "Changed identity",
  zone: "Moved to another zone",
  state: "Decided by people",
  risk: "Changed risk",
};

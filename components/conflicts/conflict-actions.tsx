"use client";

import { useState } from "react";
import { PinDialog } from "@/components/devices/detail/pin-dialog";
import { MergePairDialog } from "@/components/devices/merge-dialog";
import { useCan } from "@/components/shell/session-context";
import { Button } from "@/components/ui/button";
import type { ConflictItem } from "@/lib/contracts/conflicts";
import { AcceptDialog, acceptVerb } from "./accept-dialog";
import { type Parting, PartingDialog } from "./parting-dialog";

type Asked = "merge" | "split" | "pin" | "accept" | null;
const PINNED = {
  "duplicate-ip": null,
  "changed-serial": "serial",
  "identity-in-two-places": "serial",
  "vendor-contradicts-oui": "vendor",
  "unapproved-card": null,
} as const;

/** Whatever settles a contradiction of this kind, each with its preview and its reason. */
export function ConflictActions({ conflict }: { readonly conflict: ConflictItem }) {
  const canEdit = useCan("devices.edit");
  const canDecide = useCan("devices.decide");
  const [asked, setAsked] = useState<Asked>(null);
  const close = () => setAsked(null);
  const [first, second] = conflict.devices;
  const field = PINNED[conflict.kind];
  const parting = partingOf(conflict);
  if (!first || (!canEdit && !canDecide)) return null;
  return (
    <div className="flex flex-wrap gap-2">
      {canEdit && second ? (
        <Button size="sm" onClick={() => setAsked("merge")}>
          They are one…
        </Button>
      ) : null}
      {canEdit && parting ? (
        <Button size="sm" onClick={() => setAsked("split")}>
          Split the {conflict.kind === "duplicate-ip" ? "address" : "card"} off…
        </Button>
      ) : null}
      {canEdit && field ? (
        <Button size="sm" onClick={() => setAsked("pin")}>
          Pin the {field}…
        </Button>
      ) : null}
      {canDecide ? (
        <Button size="sm" onClick={() => setAsked("accept")}>
          {acceptVerb(conflict.kind)}…
        </Button>
      ) : null}
      {asked === "merge" && second ? <MergePairDialog first={first} second={second} onClose={close} /> : null}
      {asked === "split" && parting ? (
        <PartingDialog deviceId={first.id} conflict={conflict} usual={parting} onClose={close} />
      ) : null}
      {asked === "pin" && field ? <PinDialog deviceId={first.id} field={field} known={null} onClose={close} /> : null}
      {asked === "accept" ? (
        <AcceptDialog deviceIds={conflict.devices.map((it) => it.id)} conflict={conflict} onClose={close} />
      ) : null}
    </div>
  );
}

/** What to keep apart: an address and the card that has no right to it, or the two cards that the wire says are one device. */
function partingOf({ kind, parties }: ConflictItem): Parting | null {
  const isCard = (it: ConflictItem["parties"][number]) => it.kind === "mac" || it.kind === "local-mac";
  const [a, b] = kind === "unapproved-card" ? parties : [parties.find(isCard), parties.find((it) => it.kind === "ip")];
  return a && b ? { a: a.text, b: b.text, identifierA: a.key, identifierB: b.key } : null;
}

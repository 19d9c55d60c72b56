"use client";

import { useState } from "react";
import { PinDialog } from "@/components/devices/detail/pin-dialog";
import { SplitDialog } from "@/components/devices/detail/why-one-device";
import { MergePairDialog } from "@/components/devices/merge-dialog";
import { useCan } from "@/components/shell/session-context";
import { Button } from "@/components/ui/button";
import type { ConflictItem } from "@/lib/contracts/conflicts";
import { AcceptDialog } from "./accept-dialog";

type Asked = "merge" | "split" | "pin" | "accept" | null;
const PINNED = {
  "changed-serial": "serial",
  "identity-in-two-places": "serial",
  "vendor-contradicts-oui": "vendor",
} as const;

/** Whatever settles a contradiction of this kind, each with its preview and its reason. */
export function ConflictActions({ conflict }: { readonly conflict: ConflictItem }) {
  const canEdit = useCan("devices.edit");
  const canDecide = useCan("devices.decide");
  const [asked, setAsked] = useState<Asked>(null);
  const close = () => setAsked(null);
  const [first, second] = conflict.devices;
  const field = conflict.kind === "duplicate-ip" ? null : PINNED[conflict.kind];
  const ip = conflict.parties.find((it) => it.kind === "ip");
  const card = conflict.parties.find((it) => it.kind === "mac" || it.kind === "local-mac");
  if (!first || (!canEdit && !canDecide)) return null;
  return (
    <div className="flex flex-wrap gap-2">
      {canEdit && second ? (
        <Button size="sm" onClick={() => setAsked("merge")}>
          They are one…
        </Button>
      ) : null}
      {canEdit && ip && card ? (
        <Button size="sm" onClick={() => setAsked("split")}>
          Split the address off…
        </Button>
      ) : null}
      {canEdit && field ? (
        <Button size="sm" onClick={() => setAsked("pin")}>
          Pin the {field}…
        </Button>
      ) : null}
      {canDecide ? (
        <Button size="sm" onClick={() => setAsked("accept")}>
          Accept as it is…
        </Button>
      ) : null}
      {asked === "merge" && second ? <MergePairDialog first={first} second={second} onClose={close} /> : null}
      {asked === "split" && ip && card ? (
        <SplitDialog
          deviceId={first.id}
          join={{ a: card.text, b: ip.text, identifierA: card.key, identifierB: ip.key }}
          onClose={close}
        />
      ) : null}
      {asked === "pin" && field ? <PinDialog deviceId={first.id} field={field} known={null} onClose={close} /> : null}
      {asked === "accept" ? (
        <AcceptDialog deviceIds={conflict.devices.map((it) => it.id)} conflict={conflict} onClose={close} />
      ) : null}
    </div>
  );
}

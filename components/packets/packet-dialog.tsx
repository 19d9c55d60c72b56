"use client";

import { lateDialog } from "@/components/ui/late-dialog";
import { readPacketWord } from "@/lib/client/queries/packets";
import { usePacketPlace } from "./use-packet-place";

const OpenedPacket = lateDialog(() => import("./opened-packet").then((it) => it.default)).Dialog;

/** The packet or line behind a fact, over whatever page it was opened from. */
export function PacketDialog() {
  const { place, close } = usePacketPlace();
  const asked = place.packet === null ? null : readPacketWord(place.packet);
  if (!asked) return null;
  const question = {
    ...asked,
    value: place.value ?? undefined,
    inferred: place.inferred ?? undefined,
  };
  return <OpenedPacket question={question} port={place.port} onClose={close} />;
}

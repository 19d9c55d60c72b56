"use client";

import dynamic from "next/dynamic";
import { readPacketWord } from "@/lib/client/queries/packets";
import { usePacketPlace } from "./use-packet-place";

const OpenedPacket = dynamic(() => import("./opened-packet"), { ssr: false });

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

import type { Metadata } from "next";
import { OutboundDesk } from "@/components/exposure/outbound-desk";
import { requireActor } from "@/lib/auth/session";

export const metadata: Metadata = { title: "Destinations" };

export default async function OutboundPage() {
  await requireActor();
  return <OutboundDesk />;
}

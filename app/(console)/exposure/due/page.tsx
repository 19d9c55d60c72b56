import type { Metadata } from "next";
import { DueView } from "@/components/exposure/due-view";
import { requireActor } from "@/lib/auth/session";

export const metadata: Metadata = { title: "Due" };

export default async function DuePage() {
  await requireActor();
  return <DueView />;
}

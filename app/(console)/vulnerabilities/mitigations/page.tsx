import type { Metadata } from "next";
import { MitigationsView } from "@/components/mitigations/mitigations-view";
import { requireActor } from "@/lib/auth/session";

export const metadata: Metadata = { title: "Mitigations" };

export default async function MitigationsPage() {
  await requireActor();
  return <MitigationsView />;
}

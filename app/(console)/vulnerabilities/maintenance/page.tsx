import type { Metadata } from "next";
import { MaintenanceView } from "@/components/maintenance/maintenance-view";
import { requireActor } from "@/lib/auth/session";

export const metadata: Metadata = { title: "Maintenance plan" };

export default async function MaintenancePage() {
  await requireActor();
  return <MaintenanceView />;
}

import type { Metadata } from "next";
import { FindingsView } from "@/components/vulnerabilities/findings-view";
import { requireActor } from "@/lib/auth/session";

export const metadata: Metadata = { title: "Vulnerabilities" };

export default async function VulnerabilitiesPage() {
  await requireActor();
  return <FindingsView />;
}

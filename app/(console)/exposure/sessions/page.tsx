import type { Metadata } from "next";
import { SessionsView } from "@/components/suppliers/sessions-view";
import { requireActor } from "@/lib/auth/session";

export const metadata: Metadata = { title: "Sessions" };

export default async function SessionsPage() {
  await requireActor();
  return <SessionsView />;
}

import type { Metadata } from "next";
import { FiveThingsView } from "@/components/plan/five-things-view";
import { requireActor } from "@/lib/auth/session";

export const metadata: Metadata = { title: "Five things" };

export default async function FiveThingsPage() {
  await requireActor();
  return <FiveThingsView />;
}

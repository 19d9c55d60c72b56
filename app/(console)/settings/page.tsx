import type { Metadata } from "next";
import { SettingsView } from "@/components/settings/settings-view";
import { requireActor } from "@/lib/auth/session";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage() {
  await requireActor();
  return <SettingsView />;
}

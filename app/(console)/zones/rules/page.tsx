import type { Metadata } from "next";
import { FirewallRulesView } from "@/components/firewall-rules/firewall-rules-view";
import { requireActor } from "@/lib/auth/session";

export const metadata: Metadata = { title: "Rules" };

export default async function RulesPage() {
  await requireActor();
  return <FirewallRulesView />;
}

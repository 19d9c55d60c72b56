import type { Metadata } from "next";
import { RuleList } from "@/components/shadow/rule-list";
import { requireActor } from "@/lib/auth/session";

export const metadata: Metadata = { title: "Rules" };

export default async function RulesPage() {
  await requireActor();
  return <RuleList />;
}

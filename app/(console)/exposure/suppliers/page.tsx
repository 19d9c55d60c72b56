import type { Metadata } from "next";
import { LedgerView } from "@/components/suppliers/ledger-view";
import { requireActor } from "@/lib/auth/session";

export const metadata: Metadata = { title: "Suppliers" };

export default async function SuppliersPage() {
  await requireActor();
  return <LedgerView />;
}

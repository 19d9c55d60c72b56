import type { Metadata } from "next";
import { PathsView } from "@/components/exposure/paths-view";
import { requireActor } from "@/lib/auth/session";

export const metadata: Metadata = { title: "Exposure" };

export default async function ExposurePage() {
  await requireActor();
  return <PathsView />;
}

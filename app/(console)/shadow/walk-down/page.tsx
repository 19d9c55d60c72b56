import type { Metadata } from "next";
import { WalkDownList } from "@/components/shadow/walk-down-list";
import { requireActor } from "@/lib/auth/session";

export const metadata: Metadata = { title: "Walk-down" };

export default async function WalkDownPage() {
  await requireActor();
  return <WalkDownList />;
}

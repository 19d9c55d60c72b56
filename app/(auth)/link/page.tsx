import type { Metadata } from "next";
import { LinkEntry } from "@/components/session/link-entry";

export const metadata: Metadata = { title: "One-time link", referrer: "no-referrer" };

export default function LinkPage() {
  return <LinkEntry />;
}

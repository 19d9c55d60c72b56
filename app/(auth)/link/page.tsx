import type { Metadata } from "next";
import { LinkEntry } from "@/components/session/link-entry";

interface PageInput {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export const metadata: Metadata = { title: "One-time link", referrer: "no-referrer" };

/** The token stands behind # (never sent to a server, so in no log) or, in older links, in the query. */
export default async function LinkPage({ searchParams }: PageInput) {
  const { token } = await searchParams;
  return <LinkEntry tokenInQuery={typeof token === "string" ? token : null} />;
}

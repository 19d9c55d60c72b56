"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { outboundCountOptions, sessionItemOptions } from "@/lib/client/queries/exposure";
import { countOf } from "@/lib/domain/say-count";
import { Section } from "./section";

/** Ways to and from outside that nobody approved, in one line; nothing where there is none. */
export function UnapprovedPaths() {
  const sessions = useQuery(sessionItemOptions());
  const outbound = useQuery(outboundCountOptions());
  const paths = sessions.data?.waitingPaths ?? 0;
  const destinations = (outbound.data?.open ?? 0) + (outbound.data?.expired ?? 0);
  if (paths + destinations === 0) return null;
  return (
    <Section title="To and from outside">
      <p>
        {paths > 0 ? (
          <Link href="/exposure/sessions" className="underline underline-offset-2">
            {countOf(paths, "path")} nobody approved
          </Link>
        ) : null}
        {paths > 0 && destinations > 0 ? ", " : ""}
        {destinations > 0 ? (
          <Link href="/exposure/outbound" className="underline underline-offset-2">
            {countOf(destinations, "destination")} nobody answered for
          </Link>
        ) : null}
      </p>
    </Section>
  );
}

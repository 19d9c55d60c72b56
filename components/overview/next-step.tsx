"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { Skeleton } from "@/components/ui/skeleton";
import { sentenceOf } from "@/lib/client/api-problem";
import { isBeingMade } from "@/lib/client/being-made";
import { nextTargetStepOptions } from "@/lib/client/queries/targets";
import type { NextTargetStep } from "@/lib/contracts/targets";
import { countOf, formatCount } from "@/lib/domain/say-count";
import { protocolTitle } from "@/lib/domain/service/protocol-titles";
import { Section } from "./section";

/** The next step on the way to the target architecture, always in sight; without a target, how to begin one. */
export function NextStep() {
  const { data, error, isError } = useQuery(nextTargetStepOptions());
  if (isError && !isBeingMade(error)) return null;
  return (
    <Section
      title="Next step to the target"
      note={data?.next ? `${data.next.targetName}, version ${data.next.version}` : null}
    >
      <div className="border-t py-3">
        {isError ? (
          <p role="status" className="text-soft">
            {sentenceOf(error)}
          </p>
        ) : data ? (
          <Step {...data} />
        ) : (
          <Skeleton className="h-10 w-full" />
        )}
      </div>
    </Section>
  );
}

function Step({ next }: NextTargetStep) {
  if (!next) {
    return (
      <p className="text-soft">
        No target is drawn yet.{" "}
        <Link href="/zones/target" className="rounded-sm text-accent underline underline-offset-2">
          Draw the zones and conduits that the plant shall have
        </Link>
      </p>
    );
  }
  const href = `/zones/target/${next.targetId}?tab=steps`;
  if (!next.step) return <p className="text-soft">Nothing is left to do: today is the target.</p>;
  const { title, riskRemoved, interrupted, undecided } = next.step;
  return (
    <>
      <Link href={href} className="rounded-sm font-medium hover:underline">
        <bdi>{title}</bdi>
      </Link>
      <p className="text-soft">
        {formatCount(riskRemoved)} risk points off, {countOf(interrupted, "path")} interrupted
        {undecided.length > 0 ? `; not accepted yet: ${undecided.map(protocolTitle).join(", ")}` : ""}.
      </p>
      <p className="text-muted text-xs">
        {formatCount(next.done)} done, {formatCount(next.remaining)} to go
        {next.isApproved ? "" : "; not approved yet"}
        {next.isEarlier ? "; from before the last change, the present order is being worked out" : ""}
      </p>
    </>
  );
}

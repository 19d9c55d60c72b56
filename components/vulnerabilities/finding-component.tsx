"use client";

import Link from "next/link";
import { useState } from "react";
import { WeaknessList } from "@/components/software/weakness-list";
import { Button } from "@/components/ui/button";
import type { FindingDetailDto } from "@/lib/contracts/findings";
import { formatCount } from "@/lib/domain/say-count";

const SHOWN_AT_FIRST = 5;

/** The part of the product that is weak, the bill that lists it, and what is known of it. */
export function FindingComponent({ component }: { readonly component: NonNullable<FindingDetailDto["component"]> }) {
  const { name, version, purl, billId, billFile, product, productVersion, why, weaknesses, total } = component;
  const [isWhole, setIsWhole] = useState(false);
  const shown = isWhole ? weaknesses : weaknesses.slice(0, SHOWN_AT_FIRST);
  return (
    <div className="flex flex-col gap-2 [overflow-wrap:anywhere]">
      <p>
        <bdi className="font-medium">
          {name} {version ?? "(no version named)"}
        </bdi>
        , listed in{" "}
        <Link href={`/vulnerabilities/sbom?bill=${billId}`} className="text-accent hover:underline">
          <bdi>{billFile}</bdi>
        </Link>{" "}
        of{" "}
        <bdi>
          {product} {productVersion}
        </bdi>
      </p>
      {purl ? (
        <p className="font-mono text-muted text-xs">
          <bdi>{purl}</bdi>
        </p>
      ) : null}
      <p className="text-soft">
        <bdi>{why}</bdi>
      </p>
      <WeaknessList weaknesses={shown} />
      {weaknesses.length > SHOWN_AT_FIRST ? (
        <p>
          <Button size="sm" tone="quiet" onClick={() => setIsWhole(!isWhole)}>
            {isWhole ? "Show fewer" : `Show ${formatCount(weaknesses.length)} of ${formatCount(total)}`}
          </Button>
        </p>
      ) : null}
    </div>
  );
}

"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { TimeAgo } from "@/components/devices/time-ago";
import { Page } from "@/components/shell/page";
import { RoleNote } from "@/components/shell/role-note";
import { useCan } from "@/components/shell/session-context";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Table, Td, Th } from "@/components/ui/table";
import { ZonePlaces } from "@/components/zones/zone-places";
import { targetListOptions } from "@/lib/client/queries/targets";
import type { TargetSummary } from "@/lib/contracts/targets";
import { countOf } from "@/lib/domain/say-count";
import { NewTargetDialog } from "./new-target-dialog";

/** All targets: what the plant shall become, and who said so. */
export function TargetListView() {
  const { items } = useSuspenseQuery(targetListOptions()).data;
  const mayEdit = useCan("zones.edit");
  const [isMaking, setIsMaking] = useState(false);
  const make = mayEdit ? (
    <Button tone="primary" onClick={() => setIsMaking(true)}>
      New target…
    </Button>
  ) : (
    <RoleNote permission="zones.edit" deed="draw" />
  );
  return (
    <Page title="Zones · Target" answer={sentenceOf(items)} isFilling actions={items.length > 0 ? make : null}>
      <ZonePlaces />
      <div className="scroll-area min-h-0 flex-1 bg-surface">
        {items.length === 0 ? (
          <EmptyState title="The zones and conduits that the plant shall have" action={make}>
            <p>
              Draw them beside today's, try them on everything that was recorded, and see what would be cut before
              anything is closed. Nothing of today changes.
            </p>
          </EmptyState>
        ) : (
          <TargetTable items={items} />
        )}
      </div>
      {isMaking ? <NewTargetDialog onClose={() => setIsMaking(false)} /> : null}
    </Page>
  );
}

function TargetTable({ items }: { readonly items: readonly TargetSummary[] }) {
  return (
    <Table isStacked isEdgeToEdge aria-label="Targets">
      <thead>
        <tr>
          <Th>Target</Th>
          <Th isNumber>Version</Th>
          <Th>Last saved</Th>
          <Th>By</Th>
          <Th>Approved</Th>
        </tr>
      </thead>
      <tbody>
        {items.map((target) => (
          <tr key={target.id} className="hover:bg-hover">
            <Td>
              <Link href={`/zones/target/${target.id}`} className="rounded-sm font-medium hover:underline">
                <bdi>{target.name}</bdi>
              </Link>
            </Td>
            <Td head="Version" isNumber>
              {target.latestVersion}
            </Td>
            <Td head="Last saved">
              <TimeAgo at={target.savedAt} />
            </Td>
            <Td head="By">
              <bdi>{target.savedBy}</bdi>
            </Td>
            <Td head="Approved">
              {target.approvedVersion === null ? (
                <span className="text-muted">not yet</span>
              ) : (
                <>
                  version {target.approvedVersion}, <TimeAgo at={target.approvedAt} />
                </>
              )}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function sentenceOf(items: readonly TargetSummary[]): string {
  if (items.length === 0) return "No target is drawn yet.";
  const [first] = items as [TargetSummary];
  if (first.approvedVersion !== null)
    return `The plant is measured by ${first.name}, version ${first.approvedVersion}.`;
  return `${countOf(items.length, "target")}, none approved yet.`;
}

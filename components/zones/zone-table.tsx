"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { clsx } from "clsx";
import Link from "next/link";
import { useState } from "react";
import { RiskBar } from "@/components/devices/risk-bar";
import { RoleNote } from "@/components/shell/role-note";
import { useCan } from "@/components/shell/session-context";
import { EmptyState } from "@/components/ui/empty-state";
import { lateDialog } from "@/components/ui/late-dialog";
import { RowActions } from "@/components/ui/row-actions";
import { Table, Td, Th } from "@/components/ui/table";
import { toast } from "@/components/ui/toast-store";
import { apiSend } from "@/lib/client/api-client";
import { sentenceOf } from "@/lib/client/api-problem";
import { refreshInventory } from "@/lib/client/decisions";
import { siteListOptions } from "@/lib/client/queries/sites";
import type { ZoneDto, ZoneList } from "@/lib/contracts/zones";
import { livingDevicesHref } from "@/lib/domain/device/living-devices";
import { countOf, formatCount } from "@/lib/domain/say-count";
import { ruleLines } from "./zone-form";

// What is not met first comes when it is opened.
const DeleteZoneDialog = lateDialog(() => import("./delete-zone-dialog").then((it) => it.DeleteZoneDialog)).Dialog;
const ZoneEditor = lateDialog(() => import("./zone-editor").then((it) => it.ZoneEditor)).Dialog;

interface ZoneTableProps {
  readonly zones: ZoneList;
  /** Every site's zones, with what is in none of them. */
  readonly isWhole: boolean;
}

/** Zones with their rules, their devices and their risk. */
export function ZoneTable({ zones, isWhole }: ZoneTableProps) {
  const client = useQueryClient();
  const sites = useQuery(siteListOptions());
  const mayEdit = useCan("zones.edit");
  const [editing, setEditing] = useState<ZoneDto | null>(null);
  const [deleting, setDeleting] = useState<ZoneDto | null>(null);
  const hasSites = isWhole && (sites.data?.items.length ?? 0) > 1;
  const siteName = (id: string) => sites.data?.items.find((it) => it.id === id)?.name ?? "";
  const remove = useMutation({
    mutationFn: (zone: ZoneDto) => apiSend("DELETE", `/zones/${zone.id}`, null),
    onSuccess: async (_, zone) => {
      setDeleting(null);
      toast({ title: `Deleted the zone ${zone.name}` });
      await refreshInventory(client);
    },
    onError: (error) => toast({ title: "The zone was not deleted", detail: sentenceOf(error), tone: "danger" }),
  });

  if (zones.items.length === 0) {
    return (
      <EmptyState title="Zones will stand here" action={<RoleNote permission="zones.edit" deed="draw zones" />}>
        <p>
          Each with its rules, its devices and its risk: devices that share a security need (IEC 62443), by subnet, VLAN
          or pin.
        </p>
        {isWhole ? <UnzonedLine count={zones.unzonedCount} className="pt-3" /> : null}
      </EmptyState>
    );
  }
  return (
    <>
      <Table isEdgeToEdge aria-label="Zones">
        <thead>
          <tr>
            <Th>Zone</Th>
            {hasSites ? <Th className="max-md:hidden">Site</Th> : null}
            <Th className="max-md:hidden">Purdue</Th>
            <Th className="max-md:hidden">Criticality</Th>
            <Th className="max-md:hidden">Rules</Th>
            <Th isNumber className="max-md:hidden">
              Devices
            </Th>
            <Th isNumber className="max-md:hidden">
              Unsanctioned
            </Th>
            <Th className="md:w-48">Risk</Th>
            <Th isNumber className="max-md:hidden">
              Mean
            </Th>
            <Th isNumber className="max-md:hidden">
              Highest
            </Th>
            <Th>{mayEdit ? <span className="sr-only">Actions</span> : null}</Th>
          </tr>
        </thead>
        <tbody>
          {zones.items.map((zone) => (
            <tr key={zone.id} className="hover:bg-hover">
              <Td>
                <Link
                  href={livingDevicesHref({ zone: zone.id })}
                  title={zone.name}
                  className="block max-w-44 truncate rounded-sm md:max-w-64 hover:underline"
                >
                  <bdi>{zone.name}</bdi>
                </Link>
                {zone.description ? (
                  <span title={zone.description} className="block max-w-64 truncate text-muted text-xs max-md:hidden">
                    {zone.description}
                  </span>
                ) : null}
                <span className="block text-muted text-xs md:hidden">
                  {zone.purdueLevel === null ? "" : `L${zone.purdueLevel} · `}
                  {countOf(zone.deviceCount, "device")}
                </span>
              </Td>
              {hasSites ? (
                <Td className="max-md:hidden">
                  <bdi className="block max-w-40 truncate whitespace-nowrap" title={siteName(zone.siteId)}>
                    {siteName(zone.siteId)}
                  </bdi>
                </Td>
              ) : null}
              <Td className="max-md:hidden">
                {zone.purdueLevel === null ? <span className="text-muted">none</span> : `L${zone.purdueLevel}`}
              </Td>
              <Td className="max-md:hidden">{zone.criticality} of 5</Td>
              <Td className="max-w-72 font-mono text-xs max-md:hidden">
                <RuleWords zone={zone} />
              </Td>
              <Td isNumber className="max-md:hidden">
                {formatCount(zone.deviceCount)}
              </Td>
              <Td
                isNumber
                className={clsx("max-md:hidden", zone.unsanctionedCount > 0 ? "text-risk-high-text" : "text-muted")}
              >
                {formatCount(zone.unsanctionedCount)}
              </Td>
              <Td>
                <RiskBar
                  score={zone.riskScore}
                  band={zone.riskBand}
                  isAggregate
                  hasWord
                  className="max-md:[&>[aria-hidden]]:hidden"
                />
              </Td>
              <Td isNumber className="max-md:hidden">
                {zone.riskScoreMean.toFixed(1)}
              </Td>
              <Td isNumber className="max-md:hidden">
                {zone.riskScoreMax}
              </Td>
              <Td className="text-right">
                {mayEdit ? (
                  <RowActions
                    changeLabel={`Edit ${zone.name}`}
                    onChange={() => setEditing(zone)}
                    removeLabel={`Delete ${zone.name}`}
                    onRemove={() => setDeleting(zone)}
                  />
                ) : null}
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
      {isWhole ? <UnzonedLine count={zones.unzonedCount} className="px-4 py-3 text-soft md:px-6" /> : null}
      {editing ? <ZoneEditor zone={editing} onClose={() => setEditing(null)} /> : null}
      {deleting ? (
        <DeleteZoneDialog
          zone={deleting}
          isBusy={remove.isPending}
          onConfirm={() => remove.mutate(deleting)}
          onClose={() => setDeleting(null)}
        />
      ) : null}
    </>
  );
}

function RuleWords({ zone }: { readonly zone: ZoneDto }) {
  const rules = ruleLines(zone);
  if (rules.length === 0) return <span className="font-sans text-muted">pins only</span>;
  return (
    <span title={rules.join("\n")} className="block truncate">
      {rules.slice(0, 2).join(", ")}
      {rules.length > 2 ? ` +${rules.length - 2}` : ""}
    </span>
  );
}

function UnzonedLine({ count, className }: { readonly count: number; readonly className: string }) {
  if (count === 0) return null;
  return (
    <p className={className}>
      <Link
        href={livingDevicesHref({ zone: "unzoned" })}
        className="rounded-sm text-accent underline underline-offset-2"
      >
        {countOf(count, "device is", "devices are")} in no zone
      </Link>
    </p>
  );
}

"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { RoleNote } from "@/components/shell/role-note";
import { useCan } from "@/components/shell/session-context";
import { EmptyState } from "@/components/ui/empty-state";
import { lateDialog } from "@/components/ui/late-dialog";
import { Table } from "@/components/ui/table";
import { toast } from "@/components/ui/toast-store";
import { apiSend } from "@/lib/client/api-client";
import { sentenceOf } from "@/lib/client/api-problem";
import { refreshInventory } from "@/lib/client/decisions";
import { siteListOptions } from "@/lib/client/queries/sites";
import type { ZoneDto, ZoneList } from "@/lib/contracts/zones";
import { livingDevicesHref } from "@/lib/domain/device/living-devices";
import { countOf } from "@/lib/domain/say-count";
import { ZoneHeadings, ZoneRow } from "./zone-row";

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
        <ZoneHeadings hasSites={hasSites} mayEdit={mayEdit} />
        <tbody>
          {zones.items.map((zone) => (
            <ZoneRow
              key={zone.id}
              zone={zone}
              siteName={hasSites ? siteName(zone.siteId) : null}
              onEdit={mayEdit ? () => setEditing(zone) : null}
              onDelete={() => setDeleting(zone)}
            />
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

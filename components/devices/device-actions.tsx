"use client";

import { Ellipsis } from "lucide-react";
import { useState } from "react";
import { useCan } from "@/components/shell/session-context";
import { Button } from "@/components/ui/button";
import { lateDialog } from "@/components/ui/late-dialog";
import { Menu, MenuItem } from "@/components/ui/menu";
import { useHotkeys } from "@/lib/client/use-hotkeys";
import type { DeviceRow } from "@/lib/contracts/devices";
import { StateDialog } from "./state-dialog";

// Asked for by few, on a page whose first load is the largest.
const BulkEditDialog = lateDialog(() => import("./bulk-edit-dialog").then((it) => it.BulkEditDialog)).Dialog;
const ZoneDialog = lateDialog(() => import("./zone-dialog").then((it) => it.ZoneDialog)).Dialog;
const TagDialog = lateDialog(() => import("./tag-dialog").then((it) => it.TagDialog)).Dialog;

interface DeviceActionsProps {
  readonly devices: readonly DeviceRow[];
  readonly onDecided?: () => void;
  /** S, I and Z act on these devices. One such group per page. */
  readonly hasKeys?: boolean;
}

/** What may be decided about one or many devices: only what this role may do. */
export function DeviceActions({ devices, onDecided, hasKeys = false }: DeviceActionsProps) {
  const canDecide = useCan("devices.decide");
  const canEdit = useCan("devices.edit");
  const [state, setState] = useState<DeviceRow["state"] | null>(null);
  const canAnnotate = useCan("devices.annotate");
  const [isZoning, setIsZoning] = useState(false);
  const [written, setWritten] = useState<"field" | "tag" | null>(null);
  const every = (one: DeviceRow["state"]) => devices.every((it) => it.state === one);
  useHotkeys(
    [
      {
        key: "s",
        label: "Sanction",
        group: "Decide",
        run: () => canDecide && !every("sanctioned") && setState("sanctioned"),
      },
      { key: "i", label: "Ignore", group: "Decide", run: () => canDecide && !every("ignored") && setState("ignored") },
      { key: "z", label: "Set zone", group: "Decide", run: () => canEdit && setIsZoning(true) },
    ],
    hasKeys && (canDecide || canEdit),
  );
  if (!canDecide && !canEdit && !canAnnotate) return null;

  return (
    <div className="flex items-center gap-2">
      {canDecide && !every("sanctioned") ? (
        <Button size="sm" onClick={() => setState("sanctioned")}>
          Sanction…
        </Button>
      ) : null}
      {canDecide && !every("ignored") && !every("sanctioned") ? (
        <Button size="sm" onClick={() => setState("ignored")}>
          Ignore…
        </Button>
      ) : null}
      {canEdit && hasKeys ? (
        <Button size="sm" onClick={() => setIsZoning(true)}>
          Set zone…
        </Button>
      ) : null}
      <Menu
        align="end"
        trigger={
          <Button size="sm" tone="quiet" aria-label="More actions" className="px-1.5!">
            <Ellipsis aria-hidden size={16} />
          </Button>
        }
      >
        {canEdit && !hasKeys ? <MenuItem onSelect={() => setIsZoning(true)}>Set zone…</MenuItem> : null}
        {canAnnotate ? <MenuItem onSelect={() => setWritten("field")}>Edit a field…</MenuItem> : null}
        {canAnnotate ? <MenuItem onSelect={() => setWritten("tag")}>Tag…</MenuItem> : null}
        {canDecide && every("sanctioned") ? <MenuItem onSelect={() => setState("ignored")}>Ignore…</MenuItem> : null}
        {canDecide && !every("unsanctioned") ? (
          <MenuItem onSelect={() => setState("unsanctioned")}>Reopen…</MenuItem>
        ) : null}
        {canDecide && !every("retired") ? <MenuItem onSelect={() => setState("retired")}>Retire…</MenuItem> : null}
      </Menu>
      <StateDialog
        state={state}
        devices={devices}
        onClose={() => setState(null)}
        {...(onDecided ? { onDecided } : {})}
      />
      {written === "field" ? (
        <BulkEditDialog devices={devices} onClose={() => setWritten(null)} onDecided={onDecided} />
      ) : null}
      {written === "tag" ? <TagDialog devices={devices} onClose={() => setWritten(null)} /> : null}
      {isZoning ? <ZoneDialog devices={devices} onClose={() => setIsZoning(false)} onDecided={onDecided} /> : null}
    </div>
  );
}

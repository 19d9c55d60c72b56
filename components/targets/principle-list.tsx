"use client";

import { Check, X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { CheckLine } from "@/components/ui/check-line";
import { Popover } from "@/components/ui/popover";
import { toast } from "@/components/ui/toast-store";
import { sentenceOf } from "@/lib/client/api-problem";
import type { TargetDetail } from "@/lib/contracts/targets";
import { useTargetChange } from "./use-target-change";

const SHOWN = 5;

/** What the version is checked against: kept, or broken by which paths. */
export function PrincipleList({ target, mayEdit }: { readonly target: TargetDetail; readonly mayEdit: boolean }) {
  if (target.principles.length === 0) return <p className="border-t py-3 text-soft">None is set.</p>;
  return (
    <ul className="border-t">
      {target.principles.map((it) => (
        <li key={it.kind} className="flex gap-2 border-b py-2">
          {it.isKept ? (
            <Check aria-hidden size={16} className="mt-0.5 shrink-0 text-verdict-inside" />
          ) : (
            <X aria-hidden size={16} className="mt-0.5 shrink-0 text-verdict-violation" />
          )}
          <div className="min-w-0 flex-1">
            <p title={it.because}>
              <span className="sr-only">{it.isKept ? "Kept: " : "Broken: "}</span>
              {it.statement}
            </p>
            {it.breaches.length > 0 ? (
              <ul className="text-soft text-xs">
                {it.breaches.slice(0, SHOWN).map(({ sentence }) => (
                  <li key={sentence}>
                    <bdi>{sentence}</bdi>
                  </li>
                ))}
                {it.breaches.length > SHOWN ? (
                  <li className="text-muted">and {it.breaches.length - SHOWN} more</li>
                ) : null}
              </ul>
            ) : null}
            {it.caveat ? <p className="text-muted text-xs">{it.caveat}</p> : null}
          </div>
          {mayEdit && it.kind === "remote-access-through-jump-host" ? (
            <JumpHostZones target={target} zoneIds={it.zoneIds} />
          ) : null}
        </li>
      ))}
    </ul>
  );
}

interface JumpHostZonesProps {
  readonly target: TargetDetail;
  readonly zoneIds: readonly string[];
}

/** Which zones hold the jump hosts. */
function JumpHostZones({ target, zoneIds }: JumpHostZonesProps) {
  const change = useTargetChange(target);
  function set(id: string, name: string, isJumpZone: boolean) {
    change.mutate(
      {
        comment: `${name} ${isJumpZone ? "holds" : "holds no"} jump host`,
        edit: ({ principles }) => ({
          principles: principles.map((it) =>
            it.kind === "remote-access-through-jump-host"
              ? { ...it, zoneIds: isJumpZone ? [...it.zoneIds, id] : it.zoneIds.filter((other) => other !== id) }
              : it,
          ),
        }),
      },
      { onError: (error) => toast({ title: "Nothing was saved", detail: sentenceOf(error), tone: "danger" }) },
    );
  }
  return (
    <Popover
      label="Zones that hold a jump host"
      align="end"
      className="max-h-80 w-64"
      trigger={<Button size="sm">Jump host zones…</Button>}
    >
      {target.design.zones.map(({ id, name }) => (
        <CheckLine key={id} isChecked={zoneIds.includes(id)} onChange={(isChecked) => set(id, name, isChecked)}>
          <bdi className="truncate">{name}</bdi>
        </CheckLine>
      ))}
    </Popover>
  );
}

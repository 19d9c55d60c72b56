"use client";

import { Plus } from "lucide-react";
import { useState } from "react";
import { Section } from "@/components/overview/section";
import { useCan } from "@/components/shell/session-context";
import { Button } from "@/components/ui/button";
import { lateDialog } from "@/components/ui/late-dialog";
import { RowActions } from "@/components/ui/row-actions";
import { Table, Td, Th } from "@/components/ui/table";
import { toast } from "@/components/ui/toast-store";
import { ConduitCells, ConduitHeads } from "@/components/zones/conduit-cells";
import { sentenceOf } from "@/lib/client/api-problem";
import { newId } from "@/lib/client/new-id";
import type { TargetDetail, TargetZoneDto } from "@/lib/contracts/targets";
import { INTERNET } from "@/lib/domain/zone/zone-key";
import { DesignSettings } from "./design-settings";
import { PrincipleList } from "./principle-list";
import { useTargetChange } from "./use-target-change";

// What is not met first comes when it is opened.
const ConduitDialog = lateDialog(() =>
  import("@/components/zones/conduit-dialog").then((it) => it.ConduitDialog),
).Dialog;
const ZoneEditor = lateDialog(() => import("@/components/zones/zone-editor").then((it) => it.ZoneEditor)).Dialog;
const AddConduitDialog = lateDialog(() => import("./add-conduit-dialog").then((it) => it.AddConduitDialog)).Dialog;

/** The zones and conduits of a version, with what it is checked against. The newest version can be edited. */
export function DesignTab({ target }: { readonly target: TargetDetail }) {
  const mayEdit = useCan("zones.edit") && target.version === target.latestVersion;
  return (
    <div className="flex flex-col gap-8 pb-8">
      <Section title="Principles">
        <PrincipleList target={target} mayEdit={mayEdit} />
      </Section>
      <ZonesOfDesign target={target} mayEdit={mayEdit} />
      <ConduitsOfDesign target={target} mayEdit={mayEdit} />
      <Section title="Settings">
        <DesignSettings key={target.version} target={target} mayEdit={mayEdit} />
      </Section>
    </div>
  );
}

interface PartProps {
  readonly target: TargetDetail;
  readonly mayEdit: boolean;
}

function ZonesOfDesign({ target, mayEdit }: PartProps) {
  const { zones } = target.design;
  const change = useTargetChange(target);
  const [editing, setEditing] = useState<TargetZoneDto | "new" | null>(null);
  const byLevel = [...zones].sort(
    (a, b) => (b.purdueLevel ?? -1) - (a.purdueLevel ?? -1) || a.name.localeCompare(b.name, "en", { numeric: true }),
  );
  function remove(zone: TargetZoneDto) {
    change.mutate(
      {
        comment: `Removed the zone ${zone.name}`,
        edit: (design) => ({
          zones: design.zones
            .filter((it) => it.id !== zone.id)
            .map((it) => (it.parentId === zone.id ? { ...it, parentId: null } : it)),
          conduits: design.conduits.filter((it) => it.fromZoneId !== zone.id && it.toZoneId !== zone.id),
        }),
      },
      { onError: (error) => toast({ title: "The zone was not removed", detail: sentenceOf(error), tone: "danger" }) },
    );
  }
  return (
    <Section
      title={`Zones (${zones.length})`}
      note={
        mayEdit ? (
          <Button size="sm" onClick={() => setEditing("new")}>
            <Plus aria-hidden size={14} />
            Zone…
          </Button>
        ) : null
      }
    >
      {zones.length === 0 ? (
        <p className="border-t py-3 text-soft">No zone is drawn yet. Everything is cut that leaves nowhere.</p>
      ) : (
        <Table aria-label="Zones of the target">
          <thead>
            <tr>
              <Th>Zone</Th>
              <Th>Purdue</Th>
              <Th className="max-md:hidden">Criticality</Th>
              <Th className="max-md:hidden">Rules</Th>
              <Th className="max-md:hidden">Owner</Th>
              <Th className="print:hidden">{mayEdit ? <span className="sr-only">Actions</span> : null}</Th>
            </tr>
          </thead>
          <tbody>
            {byLevel.map((zone) => (
              <tr key={zone.id} className="hover:bg-hover">
                <Td className="max-w-52 md:max-w-72">
                  <bdi className="block truncate" title={zone.name}>
                    {zone.name}
                  </bdi>
                  <span className="block truncate font-mono text-muted text-xs md:hidden">{rulesOf(zone)}</span>
                </Td>
                <Td>{zone.purdueLevel === null ? <span className="text-muted">none</span> : `L${zone.purdueLevel}`}</Td>
                <Td className="max-md:hidden">{zone.criticality} of 5</Td>
                <Td className="max-w-72 truncate font-mono text-xs max-md:hidden" title={rulesOf(zone)}>
                  {rulesOf(zone) || <span className="font-sans text-muted">pins only</span>}
                </Td>
                <Td className="max-md:hidden">
                  {zone.owner ? <bdi>{zone.owner}</bdi> : <span className="text-muted">nobody</span>}
                </Td>
                <Td className="text-right print:hidden">
                  {mayEdit ? (
                    <RowActions
                      changeLabel={`Edit ${zone.name}`}
                      onChange={() => setEditing(zone)}
                      removeLabel={`Remove ${zone.name}`}
                      onRemove={() => remove(zone)}
                      isBusy={change.isPending}
                    />
                  ) : null}
                </Td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
      {editing ? (
        <ZoneEditor
          zone={editing === "new" ? null : editing}
          store={(zone) =>
            change.mutateAsync({
              comment: `${editing === "new" ? "Added" : "Changed"} the zone ${zone.name}`,
              edit: ({ zones: old }) =>
                editing === "new"
                  ? { zones: [...old, { ...zone, id: newId() }] }
                  : { zones: old.map((it) => (it.id === editing.id ? { ...zone, id: editing.id } : it)) },
            })
          }
          onClose={() => setEditing(null)}
        />
      ) : null}
    </Section>
  );
}

function rulesOf({ cidrs, vlans }: TargetZoneDto): string {
  return [...cidrs.map((it) => it.cidr), ...vlans.map((it) => `vlan ${it.vlan}`)].join(", ");
}

function ConduitsOfDesign({ target, mayEdit }: PartProps) {
  const { zones, conduits } = target.design;
  const change = useTargetChange(target);
  const [isAdding, setIsAdding] = useState(false);
  const [changing, setChanging] = useState<TargetDetail["design"]["conduits"][number] | null>(null);
  const names = new Map<string, string>([[INTERNET, "Internet"], ...zones.map((it) => [it.id, it.name] as const)]);
  const nameOf = (key: string) => names.get(key) ?? "";
  function remove(id: string, name: string) {
    change.mutate(
      {
        comment: `Removed the conduit ${name}`,
        edit: (design) => ({ conduits: design.conduits.filter((it) => it.id !== id) }),
      },
      {
        onError: (error) => toast({ title: "The conduit was not removed", detail: sentenceOf(error), tone: "danger" }),
      },
    );
  }
  return (
    <Section
      title={`Conduits (${conduits.length})`}
      note={
        mayEdit && zones.length > 0 ? (
          <Button size="sm" onClick={() => setIsAdding(true)}>
            <Plus aria-hidden size={14} />
            Conduit…
          </Button>
        ) : null
      }
    >
      {conduits.length === 0 ? (
        <p className="border-t py-3 text-soft">
          {target.design.isDefaultDeny
            ? "No path is allowed yet, so everything between zones is cut. The what-if shows what is needed."
            : "No path is drawn yet, so nothing is decided."}
        </p>
      ) : (
        <Table aria-label="Conduits of the target">
          <thead>
            <tr>
              <ConduitHeads />
              <Th className="print:hidden">{mayEdit ? <span className="sr-only">Actions</span> : null}</Th>
            </tr>
          </thead>
          <tbody>
            {conduits.map((conduit) => {
              const name = `${nameOf(conduit.fromZoneId)} → ${nameOf(conduit.toZoneId)}`;
              return (
                <tr key={conduit.id} className="hover:bg-hover max-md:align-top">
                  <ConduitCells
                    from={nameOf(conduit.fromZoneId)}
                    to={nameOf(conduit.toZoneId)}
                    conduit={conduit}
                    today={null}
                  />
                  <Td className="text-right print:hidden">
                    {mayEdit ? (
                      <RowActions
                        changeLabel={`Change ${name}`}
                        onChange={() => setChanging(conduit)}
                        removeLabel={`Remove ${name}`}
                        onRemove={() => remove(conduit.id, name)}
                        isBusy={change.isPending}
                      />
                    ) : null}
                  </Td>
                </tr>
              );
            })}
          </tbody>
        </Table>
      )}
      {changing ? (
        <ConduitDialog
          from={{ key: changing.fromZoneId, name: nameOf(changing.fromZoneId) }}
          to={{ key: changing.toZoneId, name: nameOf(changing.toZoneId) }}
          protocols={[]}
          conduit={{
            ...changing,
            ...{ fromName: nameOf(changing.fromZoneId), toName: nameOf(changing.toZoneId) },
            createdAt: target.savedAt,
          }}
          store={(conduit) =>
            change.mutateAsync({
              comment:
                `Changed the conduit ${nameOf(changing.fromZoneId)} → ${nameOf(changing.toZoneId)}: ${conduit.reason}`.slice(
                  0,
                  500,
                ),
              edit: (design) => ({
                conduits: design.conduits.map((it) => (it.id === changing.id ? { ...conduit, id: changing.id } : it)),
              }),
            })
          }
          onClose={() => setChanging(null)}
        />
      ) : null}
      {isAdding ? <AddConduitDialog target={target} onClose={() => setIsAdding(false)} /> : null}
    </Section>
  );
}

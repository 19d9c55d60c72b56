"use client";

import Link from "next/link";
import { positionText } from "@/components/devices/citation-text";
import { WireText } from "@/components/devices/wire-text";
import { Checkbox } from "@/components/ui/checkbox";
import { Table, Td, Th } from "@/components/ui/table";
import type { ReconcileRowDto } from "@/lib/contracts/lists";
import type { ReconcileGroup } from "@/lib/domain/triage/reconcile";

interface ReconcileTableProps {
  readonly group: ReconcileGroup;
  readonly items: readonly ReconcileRowDto[];
  /** Of the list: how it counts its rows. */
  readonly format: string;
  /** Keys of the chosen rows; null = nothing can be decided about them here. */
  readonly chosen: ReadonlySet<string> | null;
  readonly onChoose: (chosen: ReadonlySet<string>) => void;
}

/** Rows of one group: what the list says beside what the network says. */
export function ReconcileTable({ group, items, format, chosen, onChoose }: ReconcileTableProps) {
  const hasDifferences = items.some((it) => it.differences.length > 0 || it.addressUsedBy !== null);
  const isSeen = group !== "missing";
  const choosable = items.filter(({ device }) => device !== null);
  const isAll = chosen !== null && choosable.length > 0 && choosable.every(({ key }) => chosen.has(key));
  return (
    <Table isEdgeToEdge aria-label="Rows of the list">
      <thead>
        <tr>
          {chosen ? (
            <Th className="w-8">
              <Checkbox
                aria-label="Choose all that are shown"
                checked={isAll}
                isMixed={!isAll && chosen.size > 0}
                onChange={() => onChoose(isAll ? new Set() : new Set(choosable.map(({ key }) => key)))}
              />
            </Th>
          ) : null}
          <Th>On the list</Th>
          <Th>{isSeen ? "In the network" : "Known here by the list alone"}</Th>
          {hasDifferences ? <Th className="max-md:hidden">What differs</Th> : null}
        </tr>
      </thead>
      <tbody>
        {items.map((it) => (
          <tr key={it.key} className="align-top hover:bg-hover">
            {chosen ? (
              <Td>
                <Checkbox
                  aria-label={`Choose ${it.device?.name ?? it.listed?.name ?? it.key}`}
                  disabled={it.device === null}
                  checked={chosen.has(it.key)}
                  onChange={(event) => {
                    const next = new Set(chosen);
                    if (event.target.checked) next.add(it.key);
                    else next.delete(it.key);
                    onChoose(next);
                  }}
                />
              </Td>
            ) : null}
            <Td className="max-w-36 md:max-w-72">
              <Listed listed={it.listed} format={format} />
            </Td>
            <Td className="max-w-52 md:max-w-72">
              <Seen row={it} hasAddresses={isSeen} />
              {hasDifferences ? (
                <div className="md:hidden">
                  <Differences row={it} />
                </div>
              ) : null}
            </Td>
            {hasDifferences ? (
              <Td className="min-w-60 max-md:hidden">
                <Differences row={it} />
              </Td>
            ) : null}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

interface ListedProps {
  readonly listed: ReconcileRowDto["listed"];
  readonly format: string;
}

function Listed({ listed, format }: ListedProps) {
  if (listed === null) return <span className="text-muted">not on it</span>;
  const { name, product, ip, mac, position } = listed;
  return (
    <>
      <WireText text={name ?? product ?? ip ?? mac ?? `row ${position}`} />
      <span className="flex flex-wrap gap-x-2 text-muted text-xs">
        {[ip, mac]
          .filter((address) => address !== null)
          .map((address) => (
            <span key={address} className="whitespace-nowrap font-mono">
              {address}
            </span>
          ))}
        <span className="whitespace-nowrap">{positionText({ format, position })}</span>
      </span>
    </>
  );
}

interface SeenProps {
  readonly row: ReconcileRowDto;
  /** Those of a device that nothing was seen of are the list's own. */
  readonly hasAddresses: boolean;
}

function Seen({ row, hasAddresses }: SeenProps) {
  const { device } = row;
  if (device === null) return <span className="text-muted">nothing</span>;
  return (
    <>
      <Link href={`/devices/${device.id}`} className="rounded-sm hover:underline">
        <WireText text={device.name} />
      </Link>
      {hasAddresses ? (
        <span
          className="block truncate font-mono text-muted text-xs max-md:whitespace-normal"
          title={[...device.ips, ...device.macs].join("\n")}
        >
          {[device.ips[0], device.macs[0]].filter(Boolean).join("  ")}
        </span>
      ) : null}
    </>
  );
}

function Differences({ row }: { readonly row: ReconcileRowDto }) {
  const { differences, addressUsedBy } = row;
  return (
    <ul className="flex flex-col gap-0.5">
      {differences.map(({ field, listed, seen }) => (
        <li key={field} className="[overflow-wrap:anywhere]">
          <span className="text-muted">{field}</span> <bdi className="text-soft line-through">{listed}</bdi>{" "}
          <span aria-hidden>→</span> <span className="sr-only">on the list, in the network</span>{" "}
          <bdi className="font-medium">{seen}</bdi>
        </li>
      ))}
      {addressUsedBy ? (
        <li>
          Its address is used by{" "}
          <Link href={`/devices/${addressUsedBy.id}`} className="rounded-sm underline underline-offset-2">
            <bdi>{addressUsedBy.name}</bdi>
          </Link>
          .
        </li>
      ) : null}
    </ul>
  );
}

"use client";

import { useQuery } from "@tanstack/react-query";
import { QueryProblem } from "@/components/shell/query-problem";
import { Table, Td, Th } from "@/components/ui/table";
import { findComponentOptions } from "@/lib/client/queries/software";
import { formatCount } from "@/lib/domain/say-count";

/** In which products and firmware versions a component is, and how many devices run these. */
export function ComponentPlaces({ text, onOpen }: { readonly text: string; readonly onOpen: (id: string) => void }) {
  const { data, error, refetch } = useQuery(findComponentOptions(text));
  if (error) return <QueryProblem error={error} refetch={refetch} />;
  if (!data) return <p className="text-muted">Looking…</p>;
  if (data.found.length === 0) return <p className="text-soft">No bill of materials lists it.</p>;
  return (
    <div className="min-w-0">
      <Table isStacked aria-label="Where the component is">
        <thead>
          <tr>
            <Th>Component</Th>
            <Th>Version</Th>
            <Th>In product</Th>
            <Th>Firmware</Th>
            <Th isNumber>Devices</Th>
            <Th isNumber>Cannot tell</Th>
          </tr>
        </thead>
        <tbody>
          {data.found.map((it) => (
            <tr key={`${it.billId} ${it.name} ${it.version} ${it.purl}`}>
              <Td>
                <bdi>{it.name}</bdi>
              </Td>
              <Td head="Version">
                {it.version ? <bdi>{it.version}</bdi> : <span className="text-muted">not said</span>}
              </Td>
              <Td head="In product">
                <button type="button" className="text-accent hover:underline" onClick={() => onOpen(it.billId)}>
                  <bdi>{it.product}</bdi>
                </button>
              </Td>
              <Td head="Firmware">
                <bdi>{it.productVersion}</bdi>
              </Td>
              <Td head="Devices" isNumber>
                {formatCount(it.running)}
              </Td>
              <Td head="Cannot tell" isNumber>
                {formatCount(it.open)}
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
      {data.isCut ? <p className="pt-1 text-muted text-xs">There are more; give another word.</p> : null}
    </div>
  );
}

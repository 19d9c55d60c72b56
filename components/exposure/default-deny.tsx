"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { Table, Td, Th } from "@/components/ui/table";
import { formatBytes } from "@/lib/client/format-number";
import { defaultDenyOptions } from "@/lib/client/queries/exposure";
import { formatCount } from "@/lib/domain/say-count";

/** What a default deny would cut, zone by zone; nothing while nothing was recorded. */
export function DefaultDeny() {
  const zones = useQuery(defaultDenyOptions()).data?.zones ?? [];
  if (zones.length === 0) return null;
  return (
    <section className="border-t pt-4 pb-6">
      <h2 className="label-quiet px-4 pb-1 md:px-6">
        What “deny all but what is needed” at a zone’s edge to outside would cut
      </h2>
      <Table isEdgeToEdge aria-label="Default deny by zone">
        <thead>
          <tr>
            <Th>Zone</Th>
            <Th isNumber>Devices</Th>
            <Th isNumber>Destinations</Th>
            <Th isNumber className="max-md:hidden">
              Of them unanswered
            </Th>
            <Th isNumber>Flows cut</Th>
            <Th isNumber className="max-md:hidden">
              Bytes cut
            </Th>
            <Th isNumber className="max-sm:hidden">
              Flows kept
            </Th>
          </tr>
        </thead>
        <tbody>
          {zones.map((it) => (
            <tr key={it.zone}>
              <Td className="max-w-56 truncate">
                <Link href={`/exposure?view=outside&direction=out&zone=${it.zone}`} className="hover:underline">
                  <bdi>{it.name}</bdi>
                </Link>
              </Td>
              <Td isNumber>{formatCount(it.cutDevices)}</Td>
              <Td isNumber>{formatCount(it.cutDestinations)}</Td>
              <Td isNumber className="max-md:hidden">
                {formatCount(it.cutUnanswered)}
              </Td>
              <Td isNumber>{formatCount(it.cutFlows)}</Td>
              <Td isNumber className="max-md:hidden">
                {formatBytes(it.cutBytes)}
              </Td>
              <Td isNumber className="max-sm:hidden">
                {formatCount(it.keptFlows)}
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </section>
  );
}

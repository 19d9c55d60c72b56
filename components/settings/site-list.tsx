"use client";

import { useQuery } from "@tanstack/react-query";
import { WireText } from "@/components/devices/wire-text";
import { FirstStep } from "@/components/shell/first-step";
import { QueryProblem } from "@/components/shell/query-problem";
import { EmptyState } from "@/components/ui/empty-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Table, Td, Th } from "@/components/ui/table";
import { siteListOptions } from "@/lib/client/queries/sites";

/** Plants and their address spaces; both are made by the first import that names them. */
export function SiteList() {
  const sites = useQuery(siteListOptions());
  if (sites.isPending) return <SkeletonRows count={2} columns={["w-40", "w-72"]} />;
  if (sites.isError) return <QueryProblem error={sites.error} refetch={sites.refetch} />;
  if (sites.data.items.length === 0) {
    return (
      <EmptyState title="Sites will stand here" action={<FirstStep />}>
        <p>The first import or sensor names a site and its realm, an address space of its own.</p>
      </EmptyState>
    );
  }
  return (
    <>
      <p className="pb-2 text-soft">A site and its realms are made by the first import or sensor that names them.</p>
      <Table aria-label="Sites">
        <thead>
          <tr>
            <Th>Site</Th>
            <Th>Realms</Th>
            <Th>Time zone</Th>
          </tr>
        </thead>
        <tbody>
          {sites.data.items.map((site) => (
            <tr key={site.id}>
              <Td className="max-w-32 md:max-w-96">
                <WireText text={site.name} />
              </Td>
              <Td className="max-w-32 md:max-w-96">
                <WireText text={site.realms.map((realm) => realm.name).join(", ")} isWrapped />
              </Td>
              <Td>{site.timeZone}</Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </>
  );
}

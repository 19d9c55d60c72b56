import Link from "next/link";
import { TimeAgo } from "@/components/devices/time-ago";
import { Table, Td, Th } from "@/components/ui/table";
import { formatBytes, formatCount } from "@/lib/client/format-number";
import type { ImportSummary } from "@/lib/contracts/imports";
import { ImportStage } from "./import-state";

/** Every batch taken in, newest first. */
export function ImportTable({ imports }: { readonly imports: readonly ImportSummary[] }) {
  return (
    <Table isEdgeToEdge aria-label="Imports">
      <thead>
        <tr>
          <Th>When</Th>
          <Th>Site and realm</Th>
          <Th className="w-64">Stage</Th>
          <Th isNumber>Files</Th>
          <Th isNumber>Size</Th>
          <Th isNumber>Records</Th>
          <Th isNumber>Not understood</Th>
          <Th isNumber>New devices</Th>
          <Th isNumber>Changed</Th>
          <Th>By</Th>
        </tr>
      </thead>
      <tbody>
        {imports.map((one) => {
          const lost = one.totals.malformed + one.totals.truncated;
          return (
            <tr key={one.id} className="hover:bg-hover">
              <Td className="whitespace-nowrap">
                <Link
                  href={`/discovery/${one.id}`}
                  className="rounded-sm text-accent underline-offset-2 hover:underline"
                >
                  <TimeAgo at={one.createdAt} />
                </Link>
              </Td>
              <Td className="max-w-64">
                <span className="block truncate">
                  <bdi>{one.site}</bdi> <span className="text-muted">/</span> <bdi>{one.realm}</bdi>
                </span>
                {one.sensor ? <span className="block truncate text-muted text-xs">{one.sensor}</span> : null}
              </Td>
              <Td>
                <ImportStage one={one} />
              </Td>
              <Td isNumber>{formatCount(one.fileCount)}</Td>
              <Td isNumber>{formatBytes(one.bytes)}</Td>
              <Td isNumber>{formatCount(one.totals.records)}</Td>
              <Td isNumber className={lost > 0 ? "text-risk-medium-text" : "text-muted"}>
                {formatCount(lost)}
              </Td>
              <Td isNumber>{one.devicesNew === null ? "" : formatCount(one.devicesNew)}</Td>
              <Td isNumber>{one.devicesChanged === null ? "" : formatCount(one.devicesChanged)}</Td>
              <Td className="max-w-40 truncate">
                <bdi>{one.actor}</bdi>
              </Td>
            </tr>
          );
        })}
      </tbody>
    </Table>
  );
}

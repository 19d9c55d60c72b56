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
          <Th>What</Th>
          <Th>Site and realm</Th>
          <Th className="w-48">Stage</Th>
          <Th isNumber>Size</Th>
          <Th isNumber>Records</Th>
          <Th isNumber>Not understood</Th>
          <Th isNumber>New devices</Th>
          <Th isNumber>Changed</Th>
          <Th>When</Th>
          <Th>By</Th>
        </tr>
      </thead>
      <tbody>
        {imports.map((one) => {
          const lost = one.totals.malformed + one.totals.truncated;
          return (
            <tr key={one.id} className="hover:bg-hover">
              <Td className="max-w-44 md:max-w-72">
                <Link
                  href={`/discovery/${one.id}`}
                  title={one.fileNames.join("\n")}
                  className="flex min-w-0 items-baseline gap-1.5 rounded-sm underline-offset-2 hover:underline"
                >
                  <bdi className="truncate font-medium">{one.fileNames[0]}</bdi>
                  {one.fileCount > 1 ? (
                    <span className="shrink-0 text-muted">and {formatCount(one.fileCount - 1)} more</span>
                  ) : null}
                </Link>
                <span className="block truncate text-muted text-xs">
                  {one.formats.length > 0 ? one.formats.join(", ") : "not read yet"}
                </span>
              </Td>
              <Td className="max-w-32 md:max-w-64">
                <span className="block truncate" title={`${one.site} / ${one.realm}`}>
                  <bdi>{one.site}</bdi> <span className="text-muted">/</span> <bdi>{one.realm}</bdi>
                </span>
                {one.sensor ? <span className="block truncate text-muted text-xs">{one.sensor}</span> : null}
              </Td>
              <Td>
                <ImportStage one={one} />
              </Td>
              <Td isNumber>{formatBytes(one.bytes)}</Td>
              <Td isNumber>{formatCount(one.totals.records)}</Td>
              <Td isNumber className={lost > 0 ? "text-risk-medium-text" : "text-muted"}>
                {formatCount(lost)}
              </Td>
              <Td isNumber>{one.devicesNew === null ? "" : formatCount(one.devicesNew)}</Td>
              <Td isNumber>{one.devicesChanged === null ? "" : formatCount(one.devicesChanged)}</Td>
              <Td className="whitespace-nowrap">
                <TimeAgo at={one.createdAt} />
              </Td>
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

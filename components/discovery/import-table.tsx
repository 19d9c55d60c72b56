import { clsx } from "clsx";
import Link from "next/link";
import { TimeAgo } from "@/components/devices/time-ago";
import { Table, Td, Th } from "@/components/ui/table";
import { formatBytes } from "@/lib/client/format-number";
import type { ImportSummary } from "@/lib/contracts/imports";
import { formatCount } from "@/lib/domain/say-count";
import { ImportStage } from "./import-state";

/** Every batch taken in, newest first. A narrow screen shows what, stage and when; the rest is on the import's page. */
export function ImportTable({ imports }: { readonly imports: readonly ImportSummary[] }) {
  return (
    <Table isEdgeToEdge aria-label="Imports">
      <thead>
        <tr>
          <Th>What</Th>
          <Th className="max-md:hidden">Site and realm</Th>
          <Th className="w-32 md:w-48">Stage</Th>
          <Th isNumber className="max-md:hidden">
            Size
          </Th>
          <Th isNumber className="max-md:hidden">
            Records
          </Th>
          <Th isNumber className="max-md:hidden">
            Not understood
          </Th>
          <Th isNumber className="max-md:hidden">
            New devices
          </Th>
          <Th isNumber className="max-md:hidden">
            Changed
          </Th>
          <Th>When</Th>
          <Th className="max-md:hidden">By</Th>
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
              <Td className="max-w-64 max-md:hidden">
                <span className="block truncate" title={`${one.site} / ${one.realm}`}>
                  <bdi>{one.site}</bdi> <span className="text-muted">/</span> <bdi>{one.realm}</bdi>
                </span>
                {one.sensor ? <span className="block truncate text-muted text-xs">{one.sensor}</span> : null}
              </Td>
              <Td>
                <ImportStage one={one} />
              </Td>
              <Td isNumber className="max-md:hidden">
                {formatBytes(one.bytes)}
              </Td>
              <Td isNumber className="max-md:hidden">
                {formatCount(one.totals.records)}
              </Td>
              <Td isNumber className={clsx("max-md:hidden", lost > 0 ? "text-risk-medium-text" : "text-muted")}>
                {formatCount(lost)}
              </Td>
              <Td isNumber className="max-md:hidden">
                {one.devicesNew === null ? "" : formatCount(one.devicesNew)}
              </Td>
              <Td isNumber className="max-md:hidden">
                {one.devicesChanged === null ? "" : formatCount(one.devicesChanged)}
              </Td>
              <Td className="whitespace-nowrap">
                <TimeAgo at={one.createdAt} />
              </Td>
              <Td className="max-w-40 truncate max-md:hidden">
                <bdi>{one.actor}</bdi>
              </Td>
            </tr>
          );
        })}
      </tbody>
    </Table>
  );
}

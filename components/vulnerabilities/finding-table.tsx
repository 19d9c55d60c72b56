"use client";

import { clsx } from "clsx";
import Link from "next/link";
import { TimeAgo } from "@/components/devices/time-ago";
import { WireText } from "@/components/devices/wire-text";
import { RowButton } from "@/components/ui/row-button";
import { Table, Td, Th } from "@/components/ui/table";
import type { FindingRowDto } from "@/lib/contracts/findings";
import { weaknessName } from "@/lib/domain/software/component-key";
import { DecisionWord } from "./decision-word";
import { VerdictMark } from "./verdict-mark";

interface FindingTableProps {
  readonly rows: readonly FindingRowDto[];
  readonly chosenId: string | null;
  readonly onChoose: (id: string) => void;
}

/** One finding a line: what to do, what it is, where, and how sure that is. */
export function FindingTable({ rows, chosenId, onChoose }: FindingTableProps) {
  return (
    <Table isEdgeToEdge aria-label="Findings">
      <thead>
        <tr>
          <Th>What to do</Th>
          <Th>Finding</Th>
          <Th className="max-sm:hidden">Verdict</Th>
          <Th className="max-sm:hidden">Device</Th>
          <Th className="max-md:hidden">Zone</Th>
          <Th isNumber className="max-sm:hidden">
            CVSS
          </Th>
          <Th isNumber className="max-md:hidden">
            EPSS
          </Th>
          <Th className="max-md:hidden">Exploited</Th>
          <Th className="max-md:hidden">Changed</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id} className={clsx("hover:bg-hover", row.id === chosenId && "bg-selected")}>
            <Td className="max-sm:align-top">
              <DecisionWord decision={row.decision} />
              <span className="block text-muted text-xs sm:hidden">{scoreOf(row)}</span>
            </Td>
            <Td className="w-full max-w-40">
              <RowButton
                isChosen={row.id === chosenId}
                beside={row.deviceName ?? row.product}
                onChoose={() => onChoose(row.id)}
              >
                {row.title}
              </RowButton>
              <span className="block truncate text-muted text-xs">
                <span className="font-mono" title={row.key}>
                  {weaknessName(row.key)}
                </span>
                {row.cves.length > 0 ? ` · ${row.cves.length === 1 ? row.cves[0] : `${row.cves.length} CVEs`}` : ""}
              </span>
              <span className="block sm:hidden">
                <DeviceLink row={row} />
              </span>
            </Td>
            <Td className="max-sm:hidden">
              <VerdictMark finding={row} />
            </Td>
            <Td className="max-w-48 max-sm:hidden">
              <DeviceLink row={row} />
              <span className="block truncate text-muted text-xs">
                <bdi>{row.product}</bdi>
              </span>
            </Td>
            <Td className="max-w-40 truncate max-md:hidden">
              {row.zoneName === null ? <span className="text-muted">unzoned</span> : <bdi>{row.zoneName}</bdi>}
            </Td>
            <Td isNumber className="max-sm:hidden">
              {row.cvss === null ? <span className="text-muted">unknown</span> : row.cvss.toFixed(1)}
            </Td>
            <Td isNumber className="max-md:hidden">
              {row.epss === null ? <span className="text-muted">unknown</span> : `${(row.epss * 100).toFixed(1)} %`}
            </Td>
            <Td className="whitespace-nowrap max-md:hidden">
              {row.isKev ? (
                <span className="font-medium text-risk-critical-text">in the field</span>
              ) : row.exploitation === "poc" ? (
                "proof of concept"
              ) : (
                <span className="text-muted">not known</span>
              )}
            </Td>
            <Td className="whitespace-nowrap max-md:hidden">
              <TimeAgo at={row.changedAt} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function DeviceLink({ row: { deviceId, deviceName } }: { readonly row: FindingRowDto }) {
  return (
    <Link href={`/devices/${deviceId}`} className="block truncate rounded-sm hover:underline">
      {deviceName === null ? <span className="text-muted">unnamed</span> : <WireText text={deviceName} />}
    </Link>
  );
}

/** On a narrow screen, where a column of figures has no heading. */
function scoreOf({ cvss }: FindingRowDto): string | null {
  return cvss === null ? null : `CVSS ${cvss.toFixed(1)}`;
}

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
          <Th>Device</Th>
          <Th className="max-md:hidden">Zone</Th>
          <Th isNumber>CVSS</Th>
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
            <Td>
              <DecisionWord decision={row.decision} />
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
            </Td>
            <Td className="max-sm:hidden">
              <VerdictMark finding={row} />
            </Td>
            <Td className="max-w-48">
              <Link href={`/devices/${row.deviceId}`} className="block truncate rounded-sm hover:underline">
                {row.deviceName === null ? (
                  <span className="text-muted">unnamed</span>
                ) : (
                  <WireText text={row.deviceName} />
                )}
              </Link>
              <span className="block truncate text-muted text-xs">
                <bdi>{row.product}</bdi>
              </span>
            </Td>
            <Td className="max-w-40 truncate max-md:hidden">
              {row.zoneName === null ? <span className="text-muted">unzoned</span> : <bdi>{row.zoneName}</bdi>}
            </Td>
            <Td isNumber>{row.cvss === null ? <span className="text-muted">unknown</span> : row.cvss.toFixed(1)}</Td>
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

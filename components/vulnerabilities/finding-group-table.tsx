"use client";

import { Table, Td, Th } from "@/components/ui/table";
import type { FindingGrouping } from "@/lib/client/queries/findings";
import type { FindingGroupsDto } from "@/lib/contracts/findings";
import { formatCount } from "@/lib/domain/say-count";

const TITLES: Readonly<Record<FindingGrouping, string>> = {
  product: "Product",
  key: "Advisory or check",
  zone: "Zone",
};
const UNKNOWN: Readonly<Record<FindingGrouping, string>> = { product: "unknown product", key: "", zone: "unzoned" };

interface FindingGroupTableProps {
  readonly by: FindingGrouping;
  readonly groups: FindingGroupsDto["items"];
  readonly onChoose: (key: string) => void;
}

/** Findings added up; a line leads to its findings. */
export function FindingGroupTable({ by, groups, onChoose }: FindingGroupTableProps) {
  return (
    <Table isStacked isEdgeToEdge aria-label={`Findings by ${TITLES[by].toLowerCase()}`}>
      <thead>
        <tr>
          <Th>{TITLES[by]}</Th>
          <Th isNumber>Devices</Th>
          <Th isNumber>Act now</Th>
          <Th isNumber>Affected</Th>
          <Th isNumber>Possible</Th>
          <Th isNumber>Exploited in the field</Th>
          <Th isNumber>Highest CVSS</Th>
        </tr>
      </thead>
      <tbody>
        {groups.map((group) => (
          <tr key={group.key} className="hover:bg-hover">
            <Td className="max-w-120">
              <button
                type="button"
                disabled={by === "product" && group.key === ""}
                onClick={() => onChoose(group.key)}
                className="block max-w-full truncate rounded-sm text-left enabled:hover:underline"
              >
                {group.label === "" ? <span className="text-muted">{UNKNOWN[by]}</span> : <bdi>{group.label}</bdi>}
              </button>
              {by === "key" ? <span className="block font-mono text-muted text-xs">{group.key}</span> : null}
            </Td>
            <Td head="Devices" isNumber>
              {formatCount(group.devices)}
            </Td>
            <Td
              head="Act now"
              isNumber
              className={group.immediate > 0 ? "font-medium text-risk-critical-text" : "text-muted"}
            >
              {formatCount(group.immediate)}
            </Td>
            <Td head="Affected" isNumber>
              {formatCount(group.affected)}
            </Td>
            <Td head="Possible" isNumber className="text-soft">
              {formatCount(group.possible)}
            </Td>
            <Td head="Exploited in the field" isNumber className={group.kev > 0 ? undefined : "text-muted"}>
              {formatCount(group.kev)}
            </Td>
            <Td head="Highest CVSS" isNumber>
              {group.cvss === null ? <span className="text-muted">unknown</span> : group.cvss.toFixed(1)}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

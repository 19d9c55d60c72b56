import { clsx } from "clsx";
import Link from "next/link";
import { RiskBar } from "@/components/devices/risk-bar";
import { RowActions } from "@/components/ui/row-actions";
import { Td, Th } from "@/components/ui/table";
import type { ZoneDto } from "@/lib/contracts/zones";
import { livingDevicesHref } from "@/lib/domain/device/living-devices";
import { countOf, formatCount } from "@/lib/domain/say-count";
import { ruleLines } from "./zone-form";

export function ZoneHeadings({ hasSites, mayEdit }: { readonly hasSites: boolean; readonly mayEdit: boolean }) {
  return (
    <thead>
      <tr>
        <Th>Zone</Th>
        {hasSites ? <Th className="max-md:hidden">Site</Th> : null}
        <Th className="max-md:hidden">Purdue</Th>
        <Th className="max-md:hidden">Criticality</Th>
        <Th className="max-md:hidden">Rules</Th>
        <Th isNumber className="max-md:hidden">
          Devices
        </Th>
        <Th isNumber className="max-md:hidden">
          Unsanctioned
        </Th>
        <Th className="md:w-48">Risk</Th>
        <Th isNumber className="max-md:hidden">
          Mean
        </Th>
        <Th isNumber className="max-md:hidden">
          Highest
        </Th>
        <Th>{mayEdit ? <span className="sr-only">Actions</span> : null}</Th>
      </tr>
    </thead>
  );
}

interface ZoneRowProps {
  readonly zone: ZoneDto;
  /** null: the table has no column of sites. */
  readonly siteName: string | null;
  /** null: not allowed to. */
  readonly onEdit: (() => void) | null;
  readonly onDelete: () => void;
}

/** A zone with its rules, its devices and its risk; on a narrow screen what fits under its name. */
export function ZoneRow({ zone, siteName, onEdit, onDelete }: ZoneRowProps) {
  return (
    <tr className="hover:bg-hover">
      <Td>
        <Link
          href={livingDevicesHref({ zone: zone.id })}
          title={zone.name}
          className="block max-w-44 truncate rounded-sm md:max-w-64 hover:underline"
        >
          <bdi>{zone.name}</bdi>
        </Link>
        {zone.description ? (
          <span title={zone.description} className="block max-w-64 truncate text-muted text-xs max-md:hidden">
            {zone.description}
          </span>
        ) : null}
        <span className="block text-muted text-xs md:hidden">
          {zone.purdueLevel === null ? "" : `L${zone.purdueLevel} · `}
          {countOf(zone.deviceCount, "device")}
        </span>
      </Td>
      {siteName !== null ? (
        <Td className="max-md:hidden">
          <bdi className="block max-w-40 truncate whitespace-nowrap" title={siteName}>
            {siteName}
          </bdi>
        </Td>
      ) : null}
      <Td className="max-md:hidden">
        {zone.purdueLevel === null ? <span className="text-muted">none</span> : `L${zone.purdueLevel}`}
      </Td>
      <Td className="max-md:hidden">{zone.criticality} of 5</Td>
      <Td className="max-w-72 font-mono text-xs max-md:hidden">
        <RuleWords zone={zone} />
      </Td>
      <Td isNumber className="max-md:hidden">
        {formatCount(zone.deviceCount)}
      </Td>
      <Td isNumber className={clsx("max-md:hidden", zone.unsanctionedCount > 0 ? "text-risk-high-text" : "text-muted")}>
        {formatCount(zone.unsanctionedCount)}
      </Td>
      <Td>
        <RiskBar
          score={zone.riskScore}
          band={zone.riskBand}
          isAggregate
          hasWord
          className="max-md:[&>[aria-hidden]]:hidden"
        />
      </Td>
      <Td isNumber className="max-md:hidden">
        {zone.riskScoreMean.toFixed(1)}
      </Td>
      <Td isNumber className="max-md:hidden">
        {zone.riskScoreMax}
      </Td>
      <Td className="text-right">
        {onEdit ? (
          <RowActions
            changeLabel={`Edit ${zone.name}`}
            onChange={onEdit}
            removeLabel={`Delete ${zone.name}`}
            onRemove={onDelete}
          />
        ) : null}
      </Td>
    </tr>
  );
}

function RuleWords({ zone }: { readonly zone: ZoneDto }) {
  const rules = ruleLines(zone);
  if (rules.length === 0) return <span className="font-sans text-muted">pins only</span>;
  return (
    <span title={rules.join("\n")} className="block truncate">
      {rules.slice(0, 2).join(", ")}
      {rules.length > 2 ? ` +${rules.length - 2}` : ""}
    </span>
  );
}

import type { ReactNode } from "react";
import type { DeviceSort } from "@/lib/client/device-search";
import type { CustomFieldDto } from "@/lib/contracts/custom-fields";
import type { DeviceRow } from "@/lib/contracts/devices";
import { customSortOf } from "@/lib/domain/device/custom-sort";
import { roleTitle } from "@/lib/domain/device/role-title";
import { MarkShape } from "../provenance-mark";
import { RhythmStrip } from "../rhythm-strip";
import { RiskBar } from "../risk-bar";
import { ServiceWords } from "../service-word";
import { StateBadge } from "../state-badge";
import { TimeAgo } from "../time-ago";
import { Unknown } from "../unknown";
import { WireText } from "../wire-text";
import { ZoneName } from "../zone-name";

/** Sorts that begin with the largest or newest; the others begin with A. */
const DESCENDING: ReadonlySet<DeviceSort> = new Set<DeviceSort>([
  ...(["risk", "lastSeen", "firstSeen"] as const),
  ...(["criticality", "conflicts", "modules"] as const),
]);

export function naturalOrder(sort: DeviceSort): "asc" | "desc" {
  return DESCENDING.has(sort) ? "desc" : "asc";
}

export interface DeviceColumn {
  readonly id: string;
  readonly label: string;
  /** A track of CSS grid. */
  readonly width: string;
  readonly minWidthPx: number;
  readonly sort?: DeviceSort;
  readonly isNumber?: boolean;
  readonly cell: (row: DeviceRow) => ReactNode;
}

type Shown = DeviceRow["vendor"];

function Marked({ shown, isMono }: { readonly shown: Shown; readonly isMono?: boolean }) {
  if (shown === null) return <Unknown />;
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      <WireText text={shown.value} isMono={isMono ?? false} />
      {shown.hasConflict || shown.mark === "pinned" || shown.mark === "inferred" ? (
        <MarkShape mark={shown.mark} hasConflict={shown.hasConflict} />
      ) : null}
    </span>
  );
}

function Listed({ values }: { readonly values: readonly string[] }) {
  if (values.length === 0) return <Unknown />;
  return (
    <span className="flex min-w-0 items-baseline gap-1.5" title={values.join("\n")}>
      <bdi className="truncate font-mono text-xs">{values[0]}</bdi>
      {values.length > 1 ? <span className="shrink-0 text-muted text-xs">+{values.length - 1}</span> : null}
    </span>
  );
}

function Tags({ tags }: { readonly tags: readonly string[] }) {
  if (tags.length === 0) return <span className="text-muted">none</span>;
  return (
    <span className="block truncate" title={tags.join(", ")}>
      {tags.map((tag, at) => (
        <bdi key={tag}>{at > 0 ? `, ${tag}` : tag}</bdi>
      ))}
    </span>
  );
}

/** Every column of the product besides the name; DEFAULT_COLUMNS says which are shown first. */
export const DEVICE_COLUMNS: readonly DeviceColumn[] = [
  {
    id: "risk",
    label: "Risk",
    width: "92px",
    minWidthPx: 92,
    sort: "risk",
    cell: (row) => <RiskBar score={row.riskScore} band={row.riskBand} />,
  },
  { id: "state", label: "State", width: "114px", minWidthPx: 114, cell: (row) => <StateBadge state={row.state} /> },
  {
    id: "zone",
    label: "Zone",
    width: "minmax(144px,1.1fr)",
    minWidthPx: 144,
    sort: "zone",
    cell: (row) => <ZoneName zone={row.zone} isAligned />,
  },
  {
    id: "addresses",
    label: "Addresses",
    width: "112px",
    minWidthPx: 112,
    sort: "ip",
    cell: (row) => <Listed values={row.ips.length > 0 ? row.ips : row.macs} />,
  },
  {
    id: "vendor",
    label: "Vendor",
    width: "minmax(88px,1fr)",
    minWidthPx: 88,
    sort: "vendor",
    cell: (row) => <Marked shown={row.vendor} />,
  },
  {
    id: "firmware",
    label: "Firmware",
    width: "minmax(76px,.6fr)",
    minWidthPx: 76,
    sort: "firmware",
    cell: (row) => <Marked shown={row.firmware} isMono />,
  },
  {
    id: "services",
    label: "Services",
    width: "minmax(104px,1.3fr)",
    minWidthPx: 104,
    cell: (row) => <ServiceWords services={row.services} />,
  },
  {
    id: "lastSeen",
    label: "Last seen",
    width: "88px",
    minWidthPx: 88,
    sort: "lastSeen",
    cell: (row) => (
      <span className="relative block whitespace-nowrap pb-1.5 leading-4">
        <TimeAgo at={row.lastSeenAt} className="text-soft" />
        <span className="absolute bottom-0 left-0">
          <RhythmStrip row={row} />
        </span>
      </span>
    ),
  },
  {
    id: "firstSeen",
    label: "First seen",
    width: "80px",
    minWidthPx: 80,
    sort: "firstSeen",
    cell: (row) => <TimeAgo at={row.firstSeenAt} className="text-soft" />,
  },
  {
    id: "role",
    label: "Role",
    width: "minmax(110px,.8fr)",
    minWidthPx: 110,
    sort: "role",
    cell: (row) => <Marked shown={row.role && { ...row.role, value: roleTitle(row.role.value) }} />,
  },
  {
    id: "owner",
    label: "Owner",
    width: "minmax(100px,.7fr)",
    minWidthPx: 100,
    sort: "owner",
    cell: (row) => <WireText text={row.owner} />,
  },
  {
    id: "location",
    label: "Location",
    width: "minmax(100px,.7fr)",
    minWidthPx: 100,
    sort: "location",
    cell: (row) => <WireText text={row.location} />,
  },
  {
    id: "criticality",
    label: "Criticality",
    width: "84px",
    minWidthPx: 84,
    sort: "criticality",
    isNumber: true,
    cell: (row) => (row.criticality === null ? <Unknown /> : `${row.criticality} of 5`),
  },
  {
    id: "tags",
    label: "Tags",
    width: "minmax(110px,.8fr)",
    minWidthPx: 110,
    cell: (row) => <Tags tags={row.tags} />,
  },
  { id: "macs", label: "MAC", width: "156px", minWidthPx: 156, cell: (row) => <Listed values={row.macs} /> },
  {
    id: "orderNumber",
    label: "Order number",
    width: "160px",
    minWidthPx: 160,
    sort: "orderNumber",
    cell: (row) => <WireText text={row.orderNumber} isMono />,
  },
  {
    id: "serial",
    label: "Serial",
    width: "140px",
    minWidthPx: 140,
    cell: (row) => <WireText text={row.serial} isMono />,
  },
  {
    id: "os",
    label: "Operating system",
    width: "minmax(130px,1fr)",
    minWidthPx: 130,
    sort: "os",
    cell: (row) => <WireText text={row.os} />,
  },
  {
    id: "site",
    label: "Site",
    width: "minmax(100px,.7fr)",
    minWidthPx: 100,
    cell: (row) => <WireText text={row.site} />,
  },
  {
    id: "realms",
    label: "Realm",
    width: "minmax(110px,.7fr)",
    minWidthPx: 110,
    cell: (row) => <WireText text={row.realms.join(", ")} />,
  },
  {
    id: "conflicts",
    label: "Conflicts",
    width: "84px",
    minWidthPx: 84,
    sort: "conflicts",
    isNumber: true,
    cell: (row) => (
      <span className={row.conflictCount === 0 ? "text-muted" : "text-risk-high-text"}>{row.conflictCount}</span>
    ),
  },
  {
    id: "modules",
    label: "Modules",
    width: "84px",
    minWidthPx: 84,
    sort: "modules",
    isNumber: true,
    cell: (row) => <span className={row.moduleCount === 0 ? "text-muted" : undefined}>{row.moduleCount}</span>,
  },
];

export const DEFAULT_COLUMNS: readonly string[] = [
  "risk",
  "state",
  "zone",
  "addresses",
  "vendor",
  "firmware",
  "services",
  "lastSeen",
];
/** On narrow screens: name, risk and zone, without sideways scrolling. The peek has the rest. */
export const NARROW_COLUMNS: readonly DeviceColumn[] = [
  {
    id: "risk",
    label: "Risk",
    width: "76px",
    minWidthPx: 76,
    sort: "risk",
    cell: (row) => <RiskBar score={row.riskScore} band={row.riskBand} />,
  },
  {
    id: "zone",
    label: "Zone",
    width: "minmax(0,1fr)",
    minWidthPx: 90,
    sort: "zone",
    cell: (row) => <ZoneName zone={row.zone} />,
  },
];

/** The installation's own fields as columns, behind those of the product. */
export function customColumns(fields: readonly CustomFieldDto[]): DeviceColumn[] {
  return fields.map((field) => {
    const isNumber = field.type === "number";
    return {
      id: customSortOf(field),
      label: field.title,
      width: isNumber ? "110px" : "minmax(110px,.8fr)",
      minWidthPx: 110,
      sort: customSortOf(field),
      isNumber,
      cell: (row) => (
        <WireText text={row.custom[field.key]} className={isNumber || field.type === "date" ? "tabular-nums" : ""} />
      ),
    };
  });
}

/** Known columns in the table's own order; unknown ids (old cookies and links, fields that are no more) are left out. */
export function columnsOf(ids: readonly string[], fields: readonly CustomFieldDto[]): DeviceColumn[] {
  return [...DEVICE_COLUMNS, ...customColumns(fields)].filter((it) => ids.includes(it.id));
}

/** How people read an order. */
export function sortTitle(sort: DeviceSort, fields: readonly CustomFieldDto[]): string {
  return [...DEVICE_COLUMNS, ...customColumns(fields)].find((it) => it.sort === sort)?.label ?? sort;
}

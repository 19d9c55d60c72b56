import { TimeAgo } from "@/components/devices/time-ago";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { Table, Td, Th } from "@/components/ui/table";
import { formatBytes } from "@/lib/client/format-number";
import type { SensorDto } from "@/lib/contracts/sensors";
import { countOf, formatCount } from "@/lib/domain/say-count";
import { CoverageStrip } from "./coverage-strip";

interface SensorTableProps {
  readonly sensors: readonly SensorDto[];
  readonly mayEdit: boolean;
  readonly onRename: (sensor: SensorDto) => void;
  readonly onRevoke: (sensor: SensorDto) => void;
}

const STATE_WORDS: Readonly<Record<SensorDto["state"], string>> = {
  waiting: "waiting for its first batch",
  live: "live",
  "hears-nothing": "hears nothing",
  late: "late",
  away: "away",
  revoked: "revoked",
};
/** Beyond this the times of what it sends are noticeably wrong. */
const WRONG_CLOCK_MS = 5_000;

export function SensorTable({ sensors, mayEdit, onRename, onRevoke }: SensorTableProps) {
  return (
    <Table isStacked isEdgeToEdge aria-label="Sensors">
      <thead>
        <tr>
          <Th>Sensor</Th>
          <Th>State</Th>
          <Th>Last batch</Th>
          <Th>Last 24 hours</Th>
          <Th isNumber>Packets</Th>
          <Th isNumber>Dropped</Th>
          <Th isNumber>Decoded</Th>
          <Th isNumber>Clock</Th>
          <Th isNumber>Waiting</Th>
          <Th>
            <span className="sr-only">Actions</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {sensors.map((sensor) => (
          <SensorRow key={sensor.id} sensor={sensor} mayEdit={mayEdit} onRename={onRename} onRevoke={onRevoke} />
        ))}
      </tbody>
    </Table>
  );
}

function SensorRow({ sensor, mayEdit, onRename, onRevoke }: Omit<SensorTableProps, "sensors"> & { sensor: SensorDto }) {
  const { health, clockOffsetMs, lostBatches, lostPackets, forgottenBatches, forgottenPackets } = sensor;
  return (
    <tr className="hover:bg-hover">
      <Td className="max-w-64">
        <bdi className="block truncate">{sensor.name}</bdi>
        <span className="block truncate text-muted text-xs">
          <bdi>{sensor.siteName}</bdi> / <bdi>{sensor.realmName}</bdi>
          {health ? ` · ${health.program} on ${health.interfaceName}` : ""}
        </span>
        {forgottenBatches > 0 ? (
          <span className="block text-risk-medium-text text-xs">
            {countOf(forgottenBatches, "batch", "batches")} with {countOf(forgottenPackets, "packet")} that it sent are
            not here any more: the database was restored from an earlier backup.
          </span>
        ) : null}
      </Td>
      <Td
        head="State"
        className={sensor.trouble ? "text-risk-medium-text" : sensor.state === "live" ? "" : "text-muted"}
      >
        {STATE_WORDS[sensor.state]}
      </Td>
      <Td head="Last batch" className="whitespace-nowrap">
        {sensor.lastBatchAt ? <TimeAgo at={sensor.lastBatchAt} /> : <span className="text-muted">never</span>}
      </Td>
      <Td head="Last 24 hours">
        <CoverageStrip name={sensor.name} hours={sensor.coverage} />
      </Td>
      <Td head="Packets" isNumber>
        {health ? formatCount(health.received) : ""}
      </Td>
      <Td head="Dropped" isNumber className={health?.dropped ? "text-risk-medium-text" : "text-muted"}>
        {health ? (health.dropped === null ? "unknown" : formatCount(health.dropped)) : ""}
      </Td>
      <Td head="Decoded" isNumber>
        {health ? shareOf(health.decoded, health.received) : ""}
      </Td>
      <Td
        head="Clock"
        isNumber
        className={Math.abs(clockOffsetMs ?? 0) > WRONG_CLOCK_MS ? "text-risk-medium-text" : "text-muted"}
      >
        {clockOffsetMs === null ? "" : `${clockOffsetMs > 0 ? "+" : ""}${(clockOffsetMs / 1_000).toFixed(1)} s`}
      </Td>
      <Td head="Waiting" isNumber>
        {health ? (
          <span title={`${formatCount(health.spoolBatches)} batches on its disk when it sent the last one`}>
            {formatBytes(health.spoolBytes)}
          </span>
        ) : (
          ""
        )}
        {lostBatches > 0 ? (
          <span className="block text-risk-medium-text text-xs">
            {formatCount(lostBatches)} lost, {formatCount(lostPackets)} packets
          </span>
        ) : null}
      </Td>
      <Td>
        {mayEdit ? (
          <Menu
            trigger={
              <Button tone="quiet" aria-label={`Change ${sensor.name}`}>
                Change
              </Button>
            }
            align="end"
          >
            <MenuItem onSelect={() => onRename(sensor)}>Rename</MenuItem>
            <MenuItem onSelect={() => onRevoke(sensor)} isDisabled={sensor.state === "revoked"} isDanger>
              Revoke its token
            </MenuItem>
          </Menu>
        ) : null}
      </Td>
    </tr>
  );
}

const shareOf = (part: number, whole: number) => (whole === 0 ? "" : `${Math.round((part / whole) * 1_000) / 10} %`);

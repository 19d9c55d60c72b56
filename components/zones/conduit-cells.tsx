import { Td, Th } from "@/components/ui/table";
import type { ConduitInput } from "@/lib/contracts/zones";
import { sayConduitPorts } from "@/lib/domain/zone/conduit-ports";

/** The titles above `ConduitCells`. */
export function ConduitHeads() {
  return ["From", "To", "Protocols", "May do", "Reason", "Owner", "Review", "Enforced by"].map((it) => (
    <Th key={it}>{it}</Th>
  ));
}

interface ConduitCellsProps {
  readonly from: string;
  readonly to: string;
  readonly conduit: Omit<ConduitInput, "fromZoneId" | "toZoneId">;
  /** What is to be reviewed before this day is due; null in a design, where nothing is. */
  readonly today: string | null;
}

/** What a conduit allows, why, and who answers for it, of today's zones and of a target's alike. */
export function ConduitCells({ from, to, conduit, today }: ConduitCellsProps) {
  const { protocols, ports, initiator, operations, reason, owner, reviewOn, enforcementPoint } = conduit;
  return (
    <>
      <Td>
        <bdi>{from}</bdi>
      </Td>
      <Td>
        <bdi>{to}</bdi>
      </Td>
      <Td>
        {protocols.length === 0 ? "any" : protocols.join(", ")}
        {ports.length > 0 ? <span className="text-muted"> on {sayConduitPorts(ports)}</span> : null}
        {initiator === "either" ? <span className="text-muted">, either side begins</span> : null}
      </Td>
      <Td>{operations.length === 0 ? "anything" : operations.join(", ")}</Td>
      <Td className="max-w-96">
        <bdi>{reason}</bdi>
      </Td>
      <Td>{owner ? <bdi>{owner}</bdi> : <span className="text-muted">nobody</span>}</Td>
      <Td className="whitespace-nowrap">
        {reviewOn === null ? (
          <span className="text-muted">no day</span>
        ) : today !== null && reviewOn < today ? (
          <span className="text-risk-high-text">{reviewOn}, due</span>
        ) : (
          reviewOn
        )}
      </Td>
      <Td>{enforcementPoint ? <bdi>{enforcementPoint}</bdi> : <span className="text-muted">nothing named</span>}</Td>
    </>
  );
}

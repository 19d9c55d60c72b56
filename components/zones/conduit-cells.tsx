import { Td, Th } from "@/components/ui/table";
import type { ConduitInput } from "@/lib/contracts/zones";
import { sayConduitPorts } from "@/lib/domain/zone/conduit-ports";

/** The titles above `ConduitCells`. */
export function ConduitHeads() {
  return (
    <>
      <Th>
        <span className="max-md:hidden">From</span>
        <span className="md:hidden">Conduit</span>
      </Th>
      {["To", "Protocols", "May do", "Reason", "Owner", "Review", "Enforced by"].map((it) => (
        <Th key={it} className="max-md:hidden">
          {it}
        </Th>
      ))}
    </>
  );
}

interface ConduitCellsProps {
  readonly from: string;
  readonly to: string;
  readonly conduit: Omit<ConduitInput, "fromZoneId" | "toZoneId">;
  /** What is to be reviewed before this day is due; null in a design, where nothing is. */
  readonly today: string | null;
}

/** What a conduit allows, why, and who answers for it, of today's zones and of a target's alike; in one cell on a narrow screen. */
export function ConduitCells({ from, to, conduit, today }: ConduitCellsProps) {
  const { operations, reason, owner, reviewOn, enforcementPoint } = conduit;
  const mayDo = operations.length === 0 ? "anything" : operations.join(", ");
  return (
    <>
      <Td className="max-md:[overflow-wrap:anywhere]">
        <bdi>{from}</bdi>
        <div className="md:hidden">
          → <bdi>{to}</bdi>
          <p>
            <Protocols conduit={conduit} /> <span className="text-muted">may do</span> {mayDo}
          </p>
          <p className="text-muted text-xs">
            <bdi>{reason}</bdi>
          </p>
          <p className="text-muted text-xs">
            owner {owner ? <bdi>{owner}</bdi> : "nobody"} · review <ReviewDay reviewOn={reviewOn} today={today} /> ·
            enforced by {enforcementPoint ? <bdi>{enforcementPoint}</bdi> : "nothing named"}
          </p>
        </div>
      </Td>
      <Td className="max-md:hidden">
        <bdi>{to}</bdi>
      </Td>
      <Td className="max-md:hidden">
        <Protocols conduit={conduit} />
      </Td>
      <Td className="max-md:hidden">{mayDo}</Td>
      <Td className="max-w-96 max-md:hidden">
        <bdi>{reason}</bdi>
      </Td>
      <Td className="max-md:hidden">{owner ? <bdi>{owner}</bdi> : <span className="text-muted">nobody</span>}</Td>
      <Td className="whitespace-nowrap max-md:hidden">
        <ReviewDay reviewOn={reviewOn} today={today} />
      </Td>
      <Td className="max-md:hidden">
        {enforcementPoint ? <bdi>{enforcementPoint}</bdi> : <span className="text-muted">nothing named</span>}
      </Td>
    </>
  );
}

function Protocols({ conduit: { protocols, ports, initiator } }: Pick<ConduitCellsProps, "conduit">) {
  return (
    <>
      {protocols.length === 0 ? "any protocol" : protocols.join(", ")}
      {ports.length > 0 ? <span className="text-muted"> on {sayConduitPorts(ports)}</span> : null}
      {initiator === "either" ? <span className="text-muted">, either side begins</span> : null}
    </>
  );
}

interface ReviewDayProps extends Pick<ConduitCellsProps, "today"> {
  readonly reviewOn: string | null;
}

function ReviewDay({ reviewOn, today }: ReviewDayProps) {
  if (reviewOn === null) return <span className="text-muted">no day</span>;
  if (today === null || reviewOn >= today) return <span>{reviewOn}</span>;
  return <span className="text-risk-high-text">{reviewOn}, due</span>;
}

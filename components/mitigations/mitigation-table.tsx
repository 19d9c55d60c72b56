import { clsx } from "clsx";
import { RowButton } from "@/components/ui/row-button";
import { Table, Td, Th } from "@/components/ui/table";
import type { MitigationRowDto } from "@/lib/contracts/mitigations";
import { countOf } from "@/lib/domain/say-count";
import { effectWords, kindWords } from "./mitigation-words";
import { StandingMark } from "./standing-mark";

interface MitigationTableProps {
  readonly rows: readonly MitigationRowDto[];
  readonly chosenId: string | null;
  readonly onChoose: (id: string) => void;
}

/** One mitigation a line: does it still count, what is it about, what does it lower, whose is it and until when. */
export function MitigationTable({ rows, chosenId, onChoose }: MitigationTableProps) {
  return (
    <Table isEdgeToEdge aria-label="Mitigations">
      <thead>
        <tr>
          <Th>Standing</Th>
          <Th>Mitigation</Th>
          <Th>About</Th>
          <Th className="max-md:hidden">Lowers</Th>
          <Th className="max-md:hidden">Owner</Th>
          <Th className="max-md:hidden">Review</Th>
          <Th>Until</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id} className={clsx("hover:bg-hover", row.id === chosenId && "bg-selected")}>
            <Td>
              <StandingMark standing={row.standing} />
            </Td>
            <Td className="max-w-96 max-md:max-w-40">
              <RowButton isChosen={row.id === chosenId} onChoose={() => onChoose(row.id)}>
                <bdi>{row.title}</bdi>
              </RowButton>
              <span className="block truncate text-muted text-xs">{kindWords(row)}</span>
            </Td>
            <Td className="max-w-56">
              <span className="block truncate">
                {row.scope === "zone" ? (
                  <bdi>{row.zoneName ?? "a zone that is no more"}</bdi>
                ) : (
                  countOf(row.deviceCount, "device")
                )}
              </span>
              {row.findings.length > 0 ? (
                <span className="block truncate font-mono text-muted text-xs">
                  <bdi>{row.findings.map((it) => it.slice(it.indexOf(" ") + 1)).join(", ")}</bdi>
                </span>
              ) : null}
            </Td>
            <Td className="whitespace-nowrap max-md:hidden">{effectWords(row.factor)}</Td>
            <Td className="max-w-40 truncate max-md:hidden">
              <bdi>{row.owner}</bdi>
            </Td>
            <Td className="whitespace-nowrap max-md:hidden">
              {row.reviewAt === null ? (
                <span className="text-muted">none set</span>
              ) : (
                <span className={row.isReviewDue ? "font-medium text-risk-medium-text" : undefined}>
                  {row.reviewAt.slice(0, 10)}
                  {row.isReviewDue ? " · due" : ""}
                </span>
              )}
            </Td>
            <Td className="whitespace-nowrap">
              {(row.endedAt ?? row.expiresAt)?.slice(0, 10) ?? <span className="text-muted">confirmed</span>}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

import { clsx } from "clsx";
import { Unknown } from "@/components/devices/unknown";
import { RowButton } from "@/components/ui/row-button";
import { Table, Td, Th } from "@/components/ui/table";
import type { FindingRowDto } from "@/lib/contracts/findings";
import { weaknessName } from "@/lib/domain/software/component-key";
import { DecisionWord } from "./decision-word";
import { VerdictMark } from "./verdict-mark";

interface DeviceFindingTableProps {
  readonly rows: readonly FindingRowDto[];
  readonly chosenId: string | null;
  readonly onChoose: (id: string) => void;
}

/** Findings of one device; pressed, the card opens. */
export function DeviceFindingTable({ rows, chosenId, onChoose }: DeviceFindingTableProps) {
  return (
    <Table aria-label="Findings of this device">
      <thead>
        <tr>
          <Th>What to do</Th>
          <Th>Finding</Th>
          <Th>Verdict</Th>
          <Th isNumber className="max-md:hidden">
            CVSS
          </Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id} className={clsx("hover:bg-hover", row.id === chosenId && "bg-selected")}>
            <Td>
              <DecisionWord decision={row.decision} />
            </Td>
            <Td className="max-w-96">
              <RowButton isChosen={row.id === chosenId} onChoose={() => onChoose(row.id)}>
                <bdi>{row.title}</bdi>
              </RowButton>
              <span className="block truncate text-muted text-xs">
                {row.question ? (
                  <bdi>{row.question}</bdi>
                ) : (
                  <span className="font-mono" title={row.key}>
                    {weaknessName(row.key)}
                  </span>
                )}
              </span>
            </Td>
            <Td>
              <VerdictMark finding={row} />
            </Td>
            <Td isNumber className="max-md:hidden">
              <Score row={row} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** Only advisories have a score: for an insecure service there is none to know. */
function Score({ row: { cvss, key } }: { readonly row: FindingRowDto }) {
  if (cvss !== null) return cvss.toFixed(1);
  return key.startsWith("service ") ? <span className="sr-only">does not apply</span> : <Unknown />;
}

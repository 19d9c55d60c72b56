import { TimeAgo } from "@/components/devices/time-ago";
import { Table, Td, Th } from "@/components/ui/table";
import type { SoftwareBillDto } from "@/lib/contracts/software";
import { formatCount } from "@/lib/domain/say-count";

/** Products and firmware versions of which a bill is here, with the devices that run them. */
export function BillTable({
  bills,
  shownId,
  onOpen,
}: {
  readonly bills: readonly SoftwareBillDto[];
  readonly shownId: string | null;
  readonly onOpen: (id: string) => void;
}) {
  return (
    <Table isStacked aria-label="Bills of materials">
      <thead>
        <tr>
          <Th>Product</Th>
          <Th>Firmware</Th>
          <Th>Maker</Th>
          <Th isNumber>Components</Th>
          <Th isNumber>Devices</Th>
          <Th isNumber>Cannot tell</Th>
          <Th>Format</Th>
          <Th>Brought in</Th>
        </tr>
      </thead>
      <tbody>
        {bills.map((bill) => (
          <tr key={bill.id} className={bill.id === shownId ? "bg-selected" : undefined}>
            <Td>
              <button type="button" className="text-left text-accent hover:underline" onClick={() => onOpen(bill.id)}>
                <bdi>{bill.product}</bdi>
              </button>
            </Td>
            <Td head="Firmware">
              <bdi>{bill.version}</bdi>
            </Td>
            <Td head="Maker">
              {bill.vendor ? <bdi>{bill.vendor}</bdi> : <span className="text-muted">not said</span>}
            </Td>
            <Td head="Components" isNumber>
              {formatCount(bill.components)}
            </Td>
            <Td head="Devices" isNumber>
              {formatCount(bill.running)}
            </Td>
            <Td head="Cannot tell" isNumber>
              {formatCount(bill.open)}
            </Td>
            <Td head="Format" className="whitespace-nowrap">
              {bill.format}
            </Td>
            <Td head="Brought in" className="whitespace-nowrap">
              <TimeAgo at={bill.addedAt} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

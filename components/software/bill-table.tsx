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
    <Table aria-label="Bills of materials">
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
            <Td>
              <bdi>{bill.version}</bdi>
            </Td>
            <Td>{bill.vendor ? <bdi>{bill.vendor}</bdi> : <span className="text-muted">not said</span>}</Td>
            <Td isNumber>{formatCount(bill.components)}</Td>
            <Td isNumber>{formatCount(bill.running)}</Td>
            <Td isNumber>{formatCount(bill.open)}</Td>
            <Td className="whitespace-nowrap">{bill.format}</Td>
            <Td className="whitespace-nowrap">
              <TimeAgo at={bill.addedAt} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

import { Table, Td, Th } from "@/components/ui/table";
import type { Coverage } from "@/lib/contracts/coverage";
import { formatCount } from "@/lib/domain/say-count";

/** What is counted and is no device, and what kept it from being one. */
export function UnconfirmedTable({ rows }: { readonly rows: Coverage["unconfirmed"] }) {
  return (
    <Table aria-label="Addresses that are no device">
      <thead>
        <tr>
          <Th>Reason</Th>
          <Th isNumber>Addresses</Th>
          <Th>Realm</Th>
          <Th className="max-md:hidden">Among them</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={`${row.realm} ${row.reason}`} className="hover:bg-hover">
            <Td>{row.reason}</Td>
            <Td isNumber>{formatCount(row.count)}</Td>
            <Td className="max-w-60">
              <bdi className="block truncate" title={row.realm}>
                {row.realm}
              </bdi>
            </Td>
            <Td className="max-w-120 max-md:hidden">
              <span className="block truncate font-mono text-muted text-xs" title={row.examples.join(", ")}>
                {row.examples.join(", ")}
              </span>
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

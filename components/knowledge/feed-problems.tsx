import { Table, Td, Th } from "@/components/ui/table";
import type { FeedReport } from "@/lib/contracts/knowledge";
import { formatCount } from "@/lib/domain/say-count";

/** What reading the feeds met: nothing is dropped in silence. */
export function FeedProblems({ report }: { readonly report: readonly FeedReport[] }) {
  const rows = report.flatMap(({ feed, problems }) => problems.map((problem) => ({ feed, ...problem })));
  if (rows.length === 0) return <p className="text-soft">Everything in the feeds could be read.</p>;
  return (
    <Table aria-label="What could not be read">
      <thead>
        <tr>
          <Th>Feed</Th>
          <Th>What</Th>
          <Th isNumber>Times</Th>
          <Th>For example</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ feed, what, count, example }) => (
          <tr key={`${feed} ${what}`}>
            <Td>{feed}</Td>
            <Td>{what}</Td>
            <Td isNumber>{formatCount(count)}</Td>
            <Td className="max-w-96 truncate font-mono text-xs">
              <bdi>{example}</bdi>
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

import { TimeAgo } from "@/components/devices/time-ago";
import { Table, Td, Th } from "@/components/ui/table";
import type { FeedState } from "@/lib/contracts/knowledge";
import { formatCount } from "@/lib/domain/say-count";

/** Every feed with its age: what is known, and how far to trust it today. */
export function FeedTable({ feeds }: { readonly feeds: readonly FeedState[] }) {
  return (
    <Table aria-label="Feeds">
      <thead>
        <tr>
          <Th>Feed</Th>
          <Th className="max-md:hidden">What it is for</Th>
          <Th isNumber>Files</Th>
          <Th>Published</Th>
          <Th>Brought in</Th>
        </tr>
      </thead>
      <tbody>
        {feeds.map((feed) => (
          <tr key={feed.feed} className={feed.files === 0 ? "text-muted" : undefined}>
            <Td className="md:whitespace-nowrap">{feed.title}</Td>
            <Td className="min-w-56 text-soft max-md:hidden">{feed.use}</Td>
            <Td isNumber>{feed.files === 0 ? "none" : formatCount(feed.files)}</Td>
            <Td className="whitespace-nowrap">
              {feed.files === 0 ? null : (
                <>
                  <TimeAgo at={feed.datedAt} />
                  {feed.isStale ? <span className="text-risk-medium-text"> · old</span> : null}
                </>
              )}
            </Td>
            <Td className="whitespace-nowrap">{feed.files === 0 ? null : <TimeAgo at={feed.addedAt} />}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

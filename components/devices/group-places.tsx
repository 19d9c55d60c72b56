import { formatCount } from "@/lib/domain/say-count";
import type { WholeGroup } from "./whole-group";

const SHOWN = 4;

/** In which zones the devices of a whole group stand now, the fullest first. */
export function GroupPlaces({ whole }: { readonly whole: WholeGroup }) {
  const { zones } = whole.now;
  const others = zones.slice(SHOWN);
  return (
    <p className="flex flex-wrap gap-x-3 text-soft text-xs">
      <span className="text-muted">Now in</span>
      {zones.slice(0, SHOWN).map(({ value, label, count }) => (
        <span key={value}>
          <bdi>{label}</bdi> ({formatCount(count)})
        </span>
      ))}
      {others.length > 0 ? (
        <span>
          {others.length} more zones ({formatCount(others.reduce((sum, { count }) => sum + count, 0))})
        </span>
      ) : null}
    </p>
  );
}

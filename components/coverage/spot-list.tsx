import type { Coverage } from "@/lib/contracts/coverage";
import { sourceName } from "./source-name";

/** Each blind spot with its remedy, by source; networks behind routers first, for they hide whole devices. */
export function SpotList({ data }: { readonly data: Coverage }) {
  const groups = [
    { title: "Networks", spots: data.subnetSpots },
    ...data.sources.map((source) => ({ title: sourceName(source), spots: source.spots })),
  ].filter((group) => group.spots.length > 0);
  if (groups.length === 0)
    return <p className="border-t py-3 text-soft">Nothing: every source saw all that it could.</p>;
  return (
    <ul className="border-t">
      {groups.map((group) => (
        <li key={group.title} className="border-b py-2">
          <p className="text-muted text-xs">
            <bdi>{group.title}</bdi>
          </p>
          <ul>
            {group.spots.map((spot) => (
              <li key={spot.sentence} className="py-1">
                <p>{spot.sentence}</p>
                <p className="text-soft">{spot.advice}</p>
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}

import Link from "next/link";
import type { Overview } from "@/lib/contracts/overview";

/** What we cannot see, said before anybody asks. */
export function BlindSpots({ spots }: { readonly spots: Overview["blindSpots"] }) {
  if (spots.length === 0) {
    return (
      <p className="border-t py-3 text-soft">Nothing that was taken in was lost, cut off or left without a zone.</p>
    );
  }
  return (
    <ul className="border-t">
      {spots.map((spot) => (
        <li key={spot.text}>
          <Link href={spot.href} className="block border-b py-2 text-soft hover:bg-hover hover:text-ink">
            {spot.text}
          </Link>
        </li>
      ))}
    </ul>
  );
}

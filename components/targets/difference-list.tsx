import type { TargetDifference } from "@/lib/contracts/targets";

const WHAT = {
  zone: "Zone",
  conduit: "Conduit",
  principle: "Principle",
  cut: "Accepted cut",
  setting: "Setting",
} as const;

/** What differs, one part a line, with each field before and after. */
export function DifferenceList({ items }: { readonly items: TargetDifference["items"] }) {
  return (
    <ul>
      {items.map((it) => (
        <li key={`${it.what} ${it.change} ${it.name}`} className="border-t py-2">
          <p className="[overflow-wrap:anywhere]">
            <span className="text-muted">
              {WHAT[it.what]} {it.change}:
            </span>{" "}
            <bdi>{it.name}</bdi>
          </p>
          <ul className="text-soft text-xs [overflow-wrap:anywhere]">
            {it.fields.map(({ field, before: was, after: is }) => (
              <li key={field}>
                {field}: <del>{was}</del> <span aria-hidden>→</span> <ins className="no-underline">{is}</ins>
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}

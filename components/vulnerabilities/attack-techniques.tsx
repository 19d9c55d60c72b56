import type { FindingDetailDto } from "@/lib/contracts/findings";

/** What a weakness opens to an attacker, each with its reason and the mitigations that stand against it. */
export function AttackTechniques({ techniques }: Pick<FindingDetailDto, "techniques">) {
  return (
    <ul className="flex flex-col gap-3">
      {techniques.map(({ id, name, because, mitigations }) => (
        <li key={id}>
          <p>
            <span className="font-mono text-xs">{id}</span> {name}
            <span className="text-soft">: {because}</span>
          </p>
          <p className="text-muted text-xs">
            Against it:{" "}
            {mitigations.map((it, at) => (
              <span key={it.id}>
                {at > 0 ? ", " : null}
                {it.name} <span className="font-mono">{it.id}</span>
              </span>
            ))}
          </p>
        </li>
      ))}
    </ul>
  );
}

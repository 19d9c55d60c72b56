export interface ListedWeakness {
  /** CVE id or the record's own. */
  readonly id: string;
  readonly kind: "affected" | "not_affected" | "possible";
  readonly why: string;
  readonly fixedIn: string | null;
  readonly conditions: readonly string[];
  readonly isKev?: boolean;
}

const WORDS = { affected: "affected", not_affected: "not affected", possible: "cannot tell" } as const;

/** What is known of a component: each vulnerability with its reason, its fix and what is to be checked. */
export function WeaknessList({ weaknesses }: { readonly weaknesses: readonly ListedWeakness[] }) {
  return (
    <ul className="flex flex-col gap-1.5 [overflow-wrap:anywhere]">
      {weaknesses.map((it) => (
        <li key={it.id}>
          <span className="font-mono text-xs">{it.id}</span>
          {it.isKev ? " · exploited in the field" : null} {WORDS[it.kind]}: <bdi className="text-soft">{it.why}</bdi>
          {it.fixedIn ? (
            <span className="text-soft">
              . Fixed in <bdi>{it.fixedIn}</bdi> of the component
            </span>
          ) : null}
          {it.conditions.map((condition) => (
            <bdi key={condition} className="block text-muted text-xs">
              To be checked: {condition}
            </bdi>
          ))}
        </li>
      ))}
    </ul>
  );
}

/** What nobody has said. Never a dash, 0 or nothing. */
export function Unknown({ word = "unknown" }: { readonly word?: string }) {
  return <span className="text-muted">{word}</span>;
}

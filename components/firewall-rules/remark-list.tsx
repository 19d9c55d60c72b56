interface RemarkListProps {
  readonly title: string;
  readonly remarks: readonly string[];
}

const SHOWN = 30;

/** Sentences below each other, nothing when there are none. */
export function RemarkList({ title, remarks }: RemarkListProps) {
  if (remarks.length === 0) return null;
  return (
    <section className="max-w-[90ch]">
      <h2 className="pb-1 font-medium text-soft text-xs">{title}</h2>
      <ul className="border-t">
        {[...new Set(remarks)].slice(0, SHOWN).map((remark) => (
          <li key={remark} className="break-words border-b py-1.5">
            <bdi>{remark}</bdi>
          </li>
        ))}
        {remarks.length > SHOWN ? <li className="py-1.5 text-muted">and {remarks.length - SHOWN} more</li> : null}
      </ul>
    </section>
  );
}

import { useEffect, useRef } from "react";
import type { z } from "zod";
import { scrollToNearest } from "@/components/ui/scroll-to-nearest";
import type { zonePreview } from "@/lib/contracts/zones";
import { countOf } from "@/lib/domain/say-count";

const SHOWN = 8;

/** Which devices a change of rules would move, before it is made. */
export function ZoneMoves({ moves }: { readonly moves: z.infer<typeof zonePreview> }) {
  const { entering, leaving } = moves;
  const ref = useRef<HTMLDivElement>(null);
  // The form is longer than its dialog: the answer would stand below what is seen.
  useEffect(() => {
    if (ref.current) scrollToNearest(ref.current);
  }, []);
  return (
    <div ref={ref} role="status" className="flex flex-col gap-2">
      {entering.length + leaving.length === 0 ? <p className="text-soft">No device would move.</p> : null}
      <MoveList
        title={`${countOf(entering.length, "device")} would come in`}
        rows={entering.map((it) => ({ id: it.id, name: it.name, note: `from ${it.from}` }))}
      />
      <MoveList
        title={`${countOf(leaving.length, "device")} would leave`}
        rows={leaving.map((it) => ({ id: it.id, name: it.name, note: `to ${it.to}` }))}
      />
    </div>
  );
}

interface MoveListProps {
  readonly title: string;
  readonly rows: readonly { readonly id: string; readonly name: string; readonly note: string }[];
}

function MoveList({ title, rows }: MoveListProps) {
  if (rows.length === 0) return null;
  return (
    <div>
      <p className="font-medium">{title}</p>
      <ul className="text-soft text-xs">
        {rows.slice(0, SHOWN).map((row) => (
          <li key={row.id} className="flex min-w-0 gap-2">
            <bdi className="truncate">{row.name}</bdi>
            <span className="shrink-0 text-muted">{row.note}</span>
          </li>
        ))}
        {rows.length > SHOWN ? <li className="text-muted">and {rows.length - SHOWN} more</li> : null}
      </ul>
    </div>
  );
}

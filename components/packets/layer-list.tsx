"use client";

import { clsx } from "clsx";
import type { PacketBytes } from "@/lib/contracts/packets";
import type { ByteRange } from "@/lib/domain/packet/frame-layer";

interface LayerListProps {
  readonly layers: PacketBytes["layers"];
  readonly chosen: ByteRange | null;
  readonly onChoose: (range: ByteRange | null) => void;
}

/** Layers from the wire up to the application; what is chosen is marked among the bytes. */
export function LayerList({ layers, chosen, onChoose }: LayerListProps) {
  const isChosen = ({ start, end }: ByteRange) => chosen !== null && chosen.start === start && chosen.end === end;
  const choose = (range: ByteRange) => onChoose(isChosen(range) ? null : { start: range.start, end: range.end });
  return (
    <ol aria-label="Layers" className="border-t text-xs">
      {layers.map((layer) => (
        <li key={`${layer.name} ${layer.start}`} className="border-b py-1">
          <RangeButton range={layer} isChosen={isChosen(layer)} onChoose={choose}>
            <span className="w-20 shrink-0 font-medium">{layer.name}</span>
            <bdi className="min-w-0 break-words text-soft">{layer.summary}</bdi>
          </RangeButton>
          {layer.fields.length > 0 ? (
            <ul className="flex flex-wrap pl-20">
              {layer.fields.map((field, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a message may say the same twice, in one order
                <li key={at} className="min-w-0 max-w-full">
                  <RangeButton range={field} isChosen={isChosen(field)} onChoose={choose}>
                    <span className="text-muted">{field.label}</span>
                    <bdi className="min-w-0 break-all font-mono">{field.value}</bdi>
                  </RangeButton>
                </li>
              ))}
            </ul>
          ) : null}
        </li>
      ))}
    </ol>
  );
}

interface RangeButtonProps {
  readonly range: ByteRange;
  readonly isChosen: boolean;
  readonly onChoose: (range: ByteRange) => void;
  readonly children: React.ReactNode;
}

function RangeButton({ range, isChosen, onChoose, children }: RangeButtonProps) {
  const className = "flex min-h-6 max-w-full items-baseline gap-2 rounded-sm px-1 py-0.5";
  // What was decoded from bits or a code has no bytes of its own to show.
  if (range.end <= range.start) return <span className={className}>{children}</span>;
  return (
    <button
      type="button"
      aria-pressed={isChosen}
      onClick={() => onChoose(range)}
      className={clsx(className, isChosen ? "bg-track" : "hover:bg-hover")}
    >
      {children}
    </button>
  );
}

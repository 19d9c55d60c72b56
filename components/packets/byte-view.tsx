"use client";

import { clsx } from "clsx";
import { useMemo, useState } from "react";
import { Button } from "@/components/ui/button";
import { useIsNarrow } from "@/lib/client/use-is-narrow";
import type { PacketBytes } from "@/lib/contracts/packets";
import type { ByteRange } from "@/lib/domain/packet/frame-layer";
import { formatCount } from "@/lib/domain/say-count";
import { type HexRun, prepareHex, prepareText } from "./prepare-hex";

const FIRST_BYTES = 768;
/** What is decoded ahead of a click at most. */
const MAX_FIRST_BYTES = 65_536;

/** Bytes as hex and text beside each other, with the value and the chosen field marked. */
export function ByteView({ packet, chosen }: { readonly packet: PacketBytes; readonly chosen: ByteRange | null }) {
  const [isWhole, setIsWhole] = useState(false);
  const bytes = useMemo(() => decode(packet.bytes), [packet.bytes]);
  const last = Math.max(0, ...packet.marks.map((it) => it.end), chosen?.end ?? 0);
  // So that a row and its text fit beside each other on a phone.
  const bytesPerRow = useIsNarrow() ? 8 : 16;
  const firstBytes = Math.max(FIRST_BYTES, Math.min(last + bytesPerRow, MAX_FIRST_BYTES));
  const maxRows = isWhole ? Number.POSITIVE_INFINITY : Math.ceil(firstBytes / bytesPerRow);
  const rows = prepareHex(bytes, packet.marks, chosen, { bytesPerRow, maxRows });
  const hidden = bytes.length - rows.length * bytesPerRow;
  const cut = packet.trueLength - bytes.length;
  return (
    <div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className="scroll-area max-w-full py-1" tabIndex={0} aria-label={`Bytes of ${packet.position}`}>
        <table className="font-mono text-xs leading-5">
          <thead className="sr-only">
            <tr>
              <th>Offset</th>
              <th>Bytes</th>
              <th>Text</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.offset}>
                <td className="select-none pr-2 align-top md:pr-4 text-muted">{row.offset}</td>
                <td className="whitespace-pre pr-2 align-top md:pr-4">
                  <Runs runs={row.hex} gap=" " />
                </td>
                <td className="whitespace-pre align-top text-soft">
                  <Runs runs={row.text} gap="" />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {hidden > 0 ? (
        <Button size="sm" tone="quiet" onClick={() => setIsWhole(true)}>
          Show {formatCount(hidden)} more bytes
        </Button>
      ) : null}
      {cut > 0 ? (
        <p className="text-muted text-xs">
          {formatCount(cut)} of {formatCount(packet.trueLength)} bytes are not shown: cut by the capture, or left to the
          download.
        </p>
      ) : null}
    </div>
  );
}

/** A line of a log or list, or a host of a scan. */
export function LineView({ packet }: { readonly packet: PacketBytes }) {
  return (
    <p className="whitespace-pre-wrap break-all rounded-md border p-3 font-mono text-xs leading-5">
      <bdi>
        <Runs runs={prepareText(packet.text ?? "", packet.marks)} gap="" />
      </bdi>
    </p>
  );
}

function Runs({ runs, gap }: { readonly runs: readonly HexRun[]; readonly gap: string }) {
  let at = 0;
  return runs.map((run) => {
    const key = at;
    at += run.text.length + 1;
    const before = key === 0 ? "" : gap;
    if (run.mark === null) return <span key={key}>{before + run.text}</span>;
    return (
      <span key={key}>
        {before}
        <mark
          className={clsx(
            "rounded-[2px] text-ink",
            run.mark === "found" ? "bg-selected font-semibold outline-1 outline-accent" : "bg-track",
          )}
        >
          {run.text}
        </mark>
      </span>
    );
  });
}

function decode(base64: string | null): Uint8Array {
  return Uint8Array.from(atob(base64 ?? ""), (char) => char.charCodeAt(0));
}

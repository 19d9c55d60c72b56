import type { CitationDto } from "@/lib/contracts/primitives";

const POSITIONS: Readonly<Record<string, string>> = { pcap: "frame", pcapng: "frame", "nmap-xml": "host" };

/** "frame 1,204", "line 17", "host 3": the file's own way of counting. */
export function positionText(citation: CitationDto): string {
  return `${POSITIONS[citation.format] ?? "line"} ${citation.position.toLocaleString("en-GB")}`;
}

/** Where a value was read. The title holds what is needed to open the very file: realm, format and SHA-256. */
export function CitationText({ citation }: { readonly citation: CitationDto }) {
  const title = `${citation.fileName}, ${positionText(citation)}\nRealm ${citation.realm} · ${citation.format} · SHA-256 ${citation.fileSha256}`;
  return (
    <span title={title} className="inline-flex min-w-0 max-w-full items-baseline gap-1 font-mono text-muted text-xs">
      <bdi className="truncate">{citation.fileName}</bdi>
      <span className="shrink-0">{positionText(citation)}</span>
    </span>
  );
}

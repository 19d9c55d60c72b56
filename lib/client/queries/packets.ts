import { queryOptions } from "@tanstack/react-query";
import type { PacketView } from "@/lib/contracts/packets";
import type { CitationDto } from "@/lib/contracts/primitives";
import { apiGet, searchOf } from "../api-client";

/** What is opened: the record of a citation, and what to look for in it. */
export interface PacketQuestion {
  readonly sha256: string;
  readonly position: number;
  readonly value?: string | undefined;
  readonly inferred?: boolean | undefined;
}

export function packetOptions({ sha256, position, value, inferred }: PacketQuestion) {
  return queryOptions({
    queryKey: ["packets", sha256, position, value ?? null, inferred ?? false] as const,
    queryFn: ({ signal }) =>
      apiGet<PacketView>(`/packets/${sha256}/${position}`, {
        search: { value, inferred: inferred ? "true" : undefined },
        signal,
      }),
    staleTime: 60_000,
  });
}

/** Where the browser gets the pcap of one frame. */
export function packetFileHref({ sha256, position }: PacketQuestion): string {
  return `/api/v1/packets/${sha256}/${position}/pcap`;
}

/** Where it gets the flow of the frame; with a port, of all conversations with that service. */
export function flowFileHref({ sha256, position }: PacketQuestion, port: number | null): string {
  return `/api/v1/packets/${sha256}/${position}/flow${searchOf({ port })}`;
}

/** A citation as one word for the URL, and back; null when it is none. */
export function packetWord({ fileSha256, position }: Pick<CitationDto, "fileSha256" | "position">): string {
  return `${fileSha256}.${position}`;
}

export function readPacketWord(word: string): { sha256: string; position: number } | null {
  const match = /^([0-9a-f]{64})\.(\d{1,10})$/.exec(word);
  return match ? { sha256: match[1] as string, position: Number(match[2]) } : null;
}

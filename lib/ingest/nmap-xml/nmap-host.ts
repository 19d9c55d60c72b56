import type { TimeUs } from "@/lib/domain/observation";
import type { ScriptResult } from "./script-node";

/** One `<host>` element in nmap's words, nothing judged yet. */
export interface NmapPort {
  readonly protocol: string;
  readonly port: number;
  state: string;
  reason: string;
  service: NmapService | null;
  readonly scripts: ScriptResult[];
}

export interface NmapService {
  readonly name: string;
  readonly product: string | null;
  readonly version: string | null;
  readonly extraInfo: string | null;
  readonly osType: string | null;
  readonly deviceType: string | null;
  readonly hostname: string | null;
  readonly isTls: boolean;
  /** False when the name is only the port's usual one. */
  readonly isProbed: boolean;
  readonly cpes: string[];
  /** Of a page that masscan read. */
  readonly title?: string | null;
}

export interface NmapHost {
  startUs: TimeUs | null;
  endUs: TimeUs | null;
  /** "up", "down" or null when not stated. */
  state: string | null;
  reason: string;
  /** Addresses as written, in order. */
  readonly addresses: { readonly address: string; readonly type: string; readonly vendor: string | null }[];
  readonly hostnames: { readonly name: string; readonly type: string }[];
  readonly ports: NmapPort[];
  readonly osMatches: { readonly name: string; readonly accuracy: number }[];
  readonly scripts: ScriptResult[];
}

export function emptyHost(): NmapHost {
  return {
    startUs: null,
    endUs: null,
    state: null,
    reason: "",
    addresses: [],
    hostnames: [],
    ports: [],
    osMatches: [],
    scripts: [],
  };
}

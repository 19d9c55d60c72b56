import type { AccessStep } from "@/lib/domain/exposure/maturity";
import type { Confidence, RemoteAccessKind, RemoteAccessSign } from "@/lib/domain/service/remote-access";

/** What a tool was recognised by, as people say it. */
export const SIGN_WORDS: Readonly<Record<RemoteAccessSign, string>> = {
  certificate: "certificate",
  sni: "name asked for (SNI)",
  "http-host": "HTTP host",
  dns: "DNS answer",
  name: "name asked for",
  payload: "payload",
  port: "port alone",
};

export const CONFIDENCE_WORDS: Readonly<Record<Confidence, string>> = {
  certain: "certain",
  likely: "likely",
  possible: "possibly",
};

export const KIND_WORDS: Readonly<Record<RemoteAccessKind, string>> = {
  cloud: "meets in its maker’s cloud",
  session: "a desktop on a port",
  tunnel: "a VPN tunnel",
};

export const STEP_WORDS: Readonly<Record<AccessStep, string>> = {
  direct: "direct",
  "jump-host": "over a jump host",
  paw: "over a PAW",
};

/** Hosts beyond the plant. Addresses without a real owner are from the blocks that RFC 5737 keeps for documentation. */
export interface OutsideHost {
  readonly hostName: string;
  readonly ip: string;
  /** Routers between it and the plant. */
  readonly hops: number;
}

export const OUTSIDE = {
  cameraCloud: { hostName: "relay-eu.camera-cloud.example", ip: "203.0.113.40", hops: 14 },
  socialNetwork: { hostName: "graph.facebook.com", ip: "157.240.27.35", hops: 11 },
  remoteSupport: { hostName: "router7.teamviewer.com", ip: "198.51.100.12", hops: 12 },
  machineCloud: { hostName: "ingest.pump-analytics.example", ip: "203.0.113.88", hops: 16 },
  weather: { hostName: "www.weather-service.example", ip: "198.51.100.80", hops: 12 },
  mail: { hostName: "mail.office-suite.example", ip: "198.51.100.25", hops: 10 },
  updates: { hostName: "download.patch-mirror.example", ip: "192.0.2.66", hops: 9 },
} satisfies Record<string, OutsideHost>;

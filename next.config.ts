import type { NextConfig } from "next";
import { PHASE_PRODUCTION_SERVER } from "next/constants";
import { releaseId } from "./scripts/lib/release-id.mjs";
import { API_CONTENT_SECURITY_POLICY, SECURITY_HEADERS } from "./scripts/lib/security-headers.mjs";

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // The optimizer has had remote holes, and we serve no photographs.
  images: { unoptimized: true },
  // `npm run types` checks them, once and for the whole tree.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ["pg", "pg-boss", "@prisma/client", "@prisma/adapter-pg", "oui-data", "saxes", "csv-parse"],
  headers: async () => [
    { source: "/:path*", headers: SECURITY_HEADERS },
    { source: "/api/:path*", headers: [{ key: "Content-Security-Policy", value: API_CONTENT_SECURITY_POLICY }] },
  ],
};

/** The build carries the name of the code that it was made from; the server that runs it has nothing to compute. */
export default async function configOf(phase: string): Promise<NextConfig> {
  if (phase === PHASE_PRODUCTION_SERVER) return config;
  const { id } = await releaseId();
  return { ...config, env: { SIGHTGLASS_RELEASE: id } };
}

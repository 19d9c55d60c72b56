import Link from "next/link";
import type { ReactNode } from "react";

/** Where the first file of a new installation comes from. */
export function FirstSources() {
  return (
    <section aria-labelledby="first-sources" className="mx-auto w-full max-w-110 px-4 pb-16">
      <h2 id="first-sources" className="border-b pb-2 font-semibold">
        Where the first file comes from
      </h2>
      <dl>
        <Source name="A capture">
          Recorded at a mirror port: <code className="font-mono text-xs">tcpdump -i eth1 -w plant.pcap</code>
        </Source>
        <Source name="Logs">A folder of Zeek or Suricata logs, or flow records, as they are.</Source>
        <Source name="A scan">
          One that was made anyway: <code className="font-mono text-xs">nmap -oX scan.xml</code>. Nothing is scanned
          from here.
        </Source>
        <Source name="A list">
          The assets that are approved, in CSV: what is seen beyond it waits for a decision.
        </Source>
        <Source name="A sensor">
          Listens all the time and sends what it learned.{" "}
          <Link href="/discovery/sensors" className="rounded-sm text-accent underline underline-offset-2">
            See sensors
          </Link>
        </Source>
      </dl>
    </section>
  );
}

function Source({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="flex gap-4 border-b py-2">
      <dt className="w-20 shrink-0 font-medium">{name}</dt>
      <dd className="min-w-0 text-soft">{children}</dd>
    </div>
  );
}

import Link from "next/link";
import { CitationText } from "@/components/devices/citation-text";
import { deviceProduct, deviceSubtitle, deviceTitle } from "@/components/devices/device-name";
import { RiskBar } from "@/components/devices/risk-bar";
import { ServiceWord, withoutDoubles } from "@/components/devices/service-word";
import { TimeAgo } from "@/components/devices/time-ago";
import { WireText } from "@/components/devices/wire-text";
import type { ShadowCase } from "./triage-order";

interface DeviceCaseProps {
  readonly one: ShadowCase;
  /** Several plants are shown: which one it stands in is said. */
  readonly hasSites: boolean;
}

/** One device that waits: what decides, then where it is and whom it talks to. */
export function DeviceCase({ one, hasSites }: DeviceCaseProps) {
  return (
    <article aria-label={deviceTitle(one)} className="min-w-0">
      <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <div className="min-w-0">
          <h2 className="font-semibold text-lg">
            <WireText text={deviceTitle(one)} isWrapped />
          </h2>
          <p className="text-soft">
            <bdi>{beneathTitle(one)}</bdi>
          </p>
        </div>
        <RiskBar score={one.riskScore} band={one.riskBand} hasWord className="w-40 pt-1.5" />
      </header>

      <h3 className="label-quiet pt-5 pb-1">What decides</h3>
      <ol className="border-t">
        {one.decidingFacts.map((fact) => (
          <li key={fact.text} className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 border-b py-2">
            <span className="min-w-0 text-md">
              <WireText text={fact.text} isWrapped />
            </span>
            {fact.citation ? <CitationText citation={fact.citation} /> : null}
          </li>
        ))}
      </ol>

      <dl className="grid grid-cols-[7rem_minmax(0,1fr)] gap-y-1.5 pt-5">
        <Fact name="Addresses">
          <span className="flex flex-wrap gap-x-3 font-mono text-xs">
            {[...one.ips, ...one.macs].map((address) => (
              <span key={address}>{address}</span>
            ))}
          </span>
        </Fact>
        <Fact name="Zone">
          {one.zone ? <bdi>{one.zone.name}</bdi> : <span className="text-muted">unzoned</span>}
          {hasSites ? (
            <span className="text-muted">
              {" "}
              in <bdi>{one.site}</bdi>
            </span>
          ) : null}
        </Fact>
        <Fact name="Services">
          {one.services.length === 0 ? <span className="text-muted">none seen</span> : null}
          <span className="flex flex-wrap gap-x-3">
            {withoutDoubles(one.services).map((it) => (
              <ServiceWord key={`${it.protocol} ${it.transport} ${it.port}`} service={it} hasPort />
            ))}
          </span>
        </Fact>
        <Fact name="First seen">
          <TimeAgo at={one.firstSeenAt} />
          <span className="text-muted">
            , last <TimeAgo at={one.lastSeenAt} />
          </span>
        </Fact>
        <Fact name="Talks to">
          {one.talksTo.length === 0 ? (
            <span className="text-muted">nobody that we saw</span>
          ) : (
            <ul className="flex flex-col gap-0.5">
              {peersWithProtocols(one.talksTo).map(({ name, zone, protocols }) => (
                <li key={`${name} ${zone}`} className="flex min-w-0 flex-wrap gap-x-2">
                  <WireText text={name} className="max-w-full" />
                  <span className="min-w-0 text-muted">
                    {zone}: {protocols.join(", ")}
                  </span>
                </li>
              ))}
            </ul>
          )}
        </Fact>
      </dl>
      <p className="pt-4">
        <Link href={`/devices/${one.id}`} className="rounded-sm text-accent underline underline-offset-2">
          Everything about this device
        </Link>
      </p>
    </article>
  );
}

/** Its product; of a device that is called by its product, its role. */
function beneathTitle(one: ShadowCase): string {
  const product = deviceProduct(one);
  if (product === null) return deviceSubtitle(one) ?? "vendor and model unknown";
  return product === deviceTitle(one) ? (deviceSubtitle(one) ?? "without a name of its own") : product;
}

/** Each peer once, with all that it speaks with the device, the largest first. */
function peersWithProtocols(talksTo: ShadowCase["talksTo"]) {
  const peers = new Map<string, { name: string; zone: string; protocols: string[] }>();
  for (const { name, zone, protocol } of talksTo) {
    const key = `${name} ${zone}`;
    const peer = peers.get(key) ?? { name, zone, protocols: [] };
    peer.protocols.push(protocol);
    peers.set(key, peer);
  }
  return [...peers.values()];
}

function Fact({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}

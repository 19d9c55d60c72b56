import { Table, Td, Th } from "@/components/ui/table";
import type { DeviceDetail } from "@/lib/contracts/devices";
import { CitationText } from "../citation-text";
import { InsecureShape, ServiceWord, servicePlace } from "../service-word";
import { TimeAgo } from "../time-ago";
import { WireText } from "../wire-text";
import { Section } from "./section";

const EVIDENCE_WORDS: Readonly<Record<string, string>> = {
  payload: "read in its traffic",
  scan: "answered a scan",
  handshake: "answered a connection",
  "port-only": "only the port says so",
};

/** What answers on it, with what is insecure and what to use instead. */
export function ServicesTab({ services }: { readonly services: DeviceDetail["services"] }) {
  const insecure = services.filter((it) => it.isInsecure).length;
  if (services.length === 0) {
    return (
      <p className="text-muted">
        No service was seen on this device: it never answered anybody, and no scan reached it.
      </p>
    );
  }
  return (
    <Section
      title="Services"
      count={services.length}
      action={
        insecure === 0 ? null : (
          <span className="inline-flex items-center gap-1 text-risk-high-text text-xs">
            <InsecureShape />
            {insecure} insecure
          </span>
        )
      }
    >
      <Table isStacked aria-label="Services">
        <thead>
          <tr>
            <Th>Service</Th>
            <Th isNumber>Port</Th>
            <Th>Product</Th>
            <Th>Seen</Th>
            <Th>How sure</Th>
            <Th>Remarks</Th>
            <Th>Last seen</Th>
            <Th>Where</Th>
          </tr>
        </thead>
        <tbody>
          {services.map((it) => (
            <tr key={`${it.transport} ${it.port} ${it.protocol}`} className="hover:bg-hover">
              <Td>
                <ServiceWord service={it} />
              </Td>
              <Td head="Port" isNumber className="text-soft">
                {servicePlace(it)}
              </Td>
              <Td head="Product" className="max-w-60">
                <WireText text={[it.product, it.version].filter(Boolean).join(" ") || null} />
              </Td>
              <Td head="Seen" className="whitespace-nowrap text-soft">
                {it.seen.join(" and ")}
              </Td>
              <Td head="How sure" className="whitespace-nowrap text-soft">
                {EVIDENCE_WORDS[it.evidence] ?? it.evidence}
              </Td>
              <Td head="Remarks" className="min-w-56 max-w-90 py-1">
                {it.flags.length > 0 ? <span className="text-risk-high-text">{it.flags.join(", ")} </span> : null}
                {it.secureAlternative ? (
                  <span className="text-soft">
                    <bdi>Use {it.secureAlternative}</bdi>
                  </span>
                ) : null}
              </Td>
              <Td head="Last seen" className="whitespace-nowrap">
                <TimeAgo at={it.lastSeenAt} />
              </Td>
              <Td head="Where" className="max-w-60">
                <CitationText citation={it.citation} fact={{ value: it.version ?? it.product, port: it.port }} />
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Section>
  );
}

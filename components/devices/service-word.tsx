import { clsx } from "clsx";
import type { DeviceRow } from "@/lib/contracts/devices";

type ServiceBrief = DeviceRow["services"][number];

export function servicePlace(service: Pick<ServiceBrief, "transport" | "port">): string {
  return service.port === null ? service.transport : `${service.transport} ${service.port}`;
}

/** A service as a small word. Insecure: underlined by an open triangle and said in the title; only by port: "possibly". */
export function ServiceWord({ service, hasPort }: { readonly service: ServiceBrief; readonly hasPort?: boolean }) {
  const title = [
    `${service.protocol} on ${servicePlace(service)}`,
    service.isInsecure ? "insecure: no encryption or no login" : null,
    service.isPossible ? "only the port says so" : null,
  ]
    .filter(Boolean)
    .join(", ");
  return (
    <span
      title={title}
      className={clsx(
        "inline-flex items-center gap-1 whitespace-nowrap",
        service.isInsecure ? "text-risk-high-text" : service.isPossible ? "text-muted italic" : "text-soft",
      )}
    >
      {service.isInsecure ? <InsecureShape /> : null}
      {service.isPossible ? `${service.protocol}?` : service.protocol}
      {hasPort && service.port !== null ? <span className="text-muted">{service.port}</span> : null}
      {service.isInsecure ? <span className="sr-only">(insecure)</span> : null}
    </span>
  );
}

export function InsecureShape() {
  return (
    <svg aria-hidden viewBox="0 0 10 10" width={9} height={9} className="shrink-0 self-center">
      <path d="M5 1.4 9.2 8.8H.8Z" fill="none" stroke="currentColor" strokeWidth="1.4" strokeLinejoin="round" />
    </svg>
  );
}

interface ServiceWordsProps {
  readonly services: readonly ServiceBrief[];
  readonly max?: number;
}

/** The first few services, insecure ones first; the rest as a count. */
export function ServiceWords({ services, max = 4 }: ServiceWordsProps) {
  if (services.length === 0) return <span className="text-muted">none seen</span>;
  const sorted = [...services].sort(
    (a, b) => Number(b.isInsecure) - Number(a.isInsecure) || Number(a.isPossible) - Number(b.isPossible),
  );
  const rest = sorted.slice(max);
  return (
    <span className="flex items-center gap-2 overflow-hidden">
      {sorted.slice(0, max).map((service) => (
        <ServiceWord key={`${service.transport} ${service.port} ${service.protocol}`} service={service} />
      ))}
      {rest.length > 0 ? (
        <span
          className="shrink-0 text-muted text-xs"
          title={rest.map((it) => `${it.protocol} (${servicePlace(it)})`).join(", ")}
        >
          +{rest.length}
        </span>
      ) : null}
    </span>
  );
}

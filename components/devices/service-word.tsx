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

/** One word for a protocol on a port, whichever transports carry it. */
export function withoutDoubles<T extends ServiceBrief>(services: readonly T[]): T[] {
  return [...new Map(services.toReversed().map((it) => [`${it.protocol} ${it.port}`, it])).values()].toReversed();
}

/** How many services, then as many of their words as there is room for, insecure ones first; all of them in the title. */
export function ServiceWords({ services }: { readonly services: readonly ServiceBrief[] }) {
  if (services.length === 0) return <span className="text-muted">none seen</span>;
  const rank = (it: ServiceBrief) => Number(!it.isInsecure) * 2 + Number(it.isPossible);
  const sorted = [...services].sort((a, b) => rank(a) - rank(b));
  const words = [...new Map(sorted.toReversed().map((it) => [it.protocol, it])).values()].toReversed();
  return (
    <span className="flex gap-2" title={sorted.map((it) => `${it.protocol} (${servicePlace(it)})`).join(", ")}>
      <span className="w-4 shrink-0 text-right text-muted">{services.length}</span>
      {/* What does not fit wraps to a second line, which is cut: no word is ever cut in two. */}
      <span className="flex h-5 min-w-0 flex-wrap gap-x-2 overflow-hidden">
        {words.map((it) => (
          <ServiceWord key={it.protocol} service={it} />
        ))}
      </span>
    </span>
  );
}

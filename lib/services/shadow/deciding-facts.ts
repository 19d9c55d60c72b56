import "server-only";
import type { DecidingRow } from "@/lib/db/shadow/shadow-query";
import type { Citation, Claim } from "@/lib/domain/device/device";
import { insecureFacts } from "@/lib/domain/service/insecure-services";
import { protocolTitle } from "@/lib/domain/service/protocol-titles";

export interface Fact {
  readonly text: string;
  readonly citation: Citation | null;
}

const MAX_FACTS = 3;

/**
 * The three facts that help most to say whether a device is wanted: what joined it since it was approved, what it says it
 * is, what is most alarming about it, what it offers.
 */
export function decidingFacts(row: DecidingRow): Fact[] {
  const { model, vendor, role, name, os } = row.claims;
  const identity = identityFact(vendor, model) ?? claimFact("Its role", role) ?? claimFact("It calls itself", name);
  const alarming = row.waterfall
    .filter((it) => it.side === "likelihood" && it.citation !== null)
    .sort((a, b) => b.points - a.points)
    .slice(0, 2)
    .map((it) => ({
      protocol: it.key.startsWith("service ") ? it.key.slice("service ".length) : null,
      // Said of a service, the sentence needs its subject.
      text: asSentence(it.key.startsWith("service ") ? `${it.label}: ${it.because}` : it.because),
      citation: it.citation,
    }));
  const { unapproved } = row;
  const facts = [
    unapproved && { text: asSentence(unapproved.summary), citation: unapproved.citations[0] ?? null },
    identity,
    ...alarming.slice(0, 1),
    // What is alarming about a service says already that it answers.
    serviceFact(row.services.filter(({ protocol }) => protocol !== alarming[0]?.protocol)),
    ...alarming.slice(1),
    claimFact("It calls itself", name),
    claimFact("Its role", role),
    claimFact("It runs", os),
  ].filter((fact) => fact !== null);
  const seen = new Set<string>();
  return facts
    .filter((fact) => !seen.has(fact.text) && seen.add(fact.text))
    .slice(0, MAX_FACTS)
    .map(({ text, citation }) => ({ text, citation }));
}

function identityFact(vendor: Claim | null, model: Claim | null): Fact | null {
  const claim = model ?? vendor;
  if (!claim) return null;
  const what = [vendor?.value, model?.value].filter(Boolean).join(" ");
  return { text: `${saidBy(claim)}: ${what}.`, citation: claim.citation };
}

function saidBy({ method, inferred, protocol }: Claim): string {
  if (protocol === "oui") return "By the maker of its network card";
  if (inferred) return `Concluded from ${protocol}`;
  if (method === "declared") return `Declared in ${protocol}`;
  return `It says so itself (${protocol})`;
}

function claimFact(words: string, claim: Claim | null): Fact | null {
  return claim && { text: `${words}: ${claim.value} (${claim.protocol}).`, citation: claim.citation };
}

/** The service that says most: an insecure one before others, proven ones only. */
function serviceFact(services: DecidingRow["services"]): Fact | null {
  const proven = services.filter((service) => service.evidence !== "port-only");
  const service = proven.find((it) => insecureFacts(it).length > 0) ?? proven[0];
  if (!service) return null;
  const where = service.port === null ? "" : ` on ${service.transport.toUpperCase()} ${service.port}`;
  const product = service.product === null ? "" : ` (${service.product})`;
  return { text: `It answers ${protocolTitle(service.protocol)}${where}${product}.`, citation: service.citation };
}

function asSentence(text: string): string {
  const start = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(start) ? start : `${start}.`;
}

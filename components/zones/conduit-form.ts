import type { ConduitDto, ConduitInput } from "@/lib/contracts/zones";
import { OPERATIONS } from "@/lib/domain/flow/flow";
import { parseConduitPorts } from "@/lib/domain/zone/conduit-ports";

export type ReadConduit =
  | { readonly ok: true; readonly conduit: ConduitInput }
  | { readonly ok: false; readonly error: string };

/** What somebody filled into the conduit's form, for the path from one zone to another. */
export function readConduitForm(form: FormData, fromZoneId: string, toZoneId: string): ReadConduit {
  const text = (name: string) => String(form.get(name) ?? "").trim();
  const ports = parseConduitPorts(text("ports"));
  if (ports === null) return { ok: false, error: 'Write ports as "tcp 502, udp 5000-5010".' };
  const more = text("moreProtocols")
    .toLowerCase()
    .split(/[\s,]+/);
  return {
    ok: true,
    conduit: {
      fromZoneId,
      toZoneId,
      initiator: form.get("initiator") === "either" ? "either" : "from",
      protocols: [...new Set([...form.getAll("protocol").map(String), ...more].filter(Boolean))].sort(),
      operations: OPERATIONS.filter((it) => form.getAll("operation").includes(it)),
      ports,
      reason: text("reason"),
      owner: text("owner") || null,
      reviewOn: text("reviewOn") || null,
      enforcementPoint: text("enforcementPoint") || null,
    },
  };
}

/** What makes a conduit again that was closed by mistake. */
export function conduitAgain({
  id: _,
  fromName: __,
  toName: ___,
  createdAt: ____,
  ...input
}: ConduitDto): ConduitInput {
  return input;
}

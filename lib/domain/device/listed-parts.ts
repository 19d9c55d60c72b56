import type { IdentityField } from "../observation";
import type { Device, DeviceField, DeviceService } from "./device";
import type { SeenDays } from "./seen-days";

/** Fields that lists show with the mark of how they came to be known. */
type MarkedField = Extract<IdentityField, "name" | "vendor" | "model" | "firmware" | "role">;

/** How the chosen value of a field came to be known. */
export interface FieldMark {
  readonly method: "passive" | "active" | "declared";
  readonly inferred: boolean;
  readonly isPinned: boolean;
  readonly hasConflict: boolean;
}

/** What lists show of a device beside its columns: no claims, no citations. */
export interface ListedParts {
  readonly marks: Readonly<Record<MarkedField, FieldMark | null>>;
  readonly seenDays: SeenDays | null;
  readonly services: readonly Pick<DeviceService, "transport" | "port" | "protocol" | "evidence" | "flags">[];
}

/**
 * Kept beside the device, so that a page of them need not unpack the whole of each. A change of what comes out here
 * needs a migration: a device that did not change is not written again.
 */
export function listedPartsOf({
  fields,
  services,
  seenDays,
}: Pick<Device, "fields" | "services" | "seenDays">): ListedParts {
  return {
    marks: {
      name: markOf(fields.name),
      vendor: markOf(fields.vendor),
      model: markOf(fields.model),
      firmware: markOf(fields.firmware),
      role: markOf(fields.role),
    },
    seenDays,
    services: services.map(({ transport, port, protocol, evidence, flags }) => ({
      transport,
      port,
      protocol,
      evidence,
      flags,
    })),
  };
}

function markOf(field: DeviceField | undefined): FieldMark | null {
  if (!field) return null;
  const { method, inferred } = field.claim;
  return { method, inferred, isPinned: field.isPinned, hasConflict: field.dissenting.length > 0 };
}

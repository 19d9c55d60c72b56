import { z } from "zod";
import { BILL_FORMATS } from "@/lib/domain/software/component";
import { id, isoTime } from "./primitives";

const part = z.string().trim().max(200).optional();

/** POST /api/v1/software/bills – the document's bytes; what it says of its product can be said instead. */
export const softwareBillUpload = z.strictObject({
  name: z.string().min(1).max(300),
  vendor: part,
  product: part,
  version: part,
});
export const softwareBillParams = z.object({ id });

/** Devices of one make in the eyes of a bill. */
const attachedMake = z.object({
  kind: z.enum(["runs", "cannot-tell", "other-version"]),
  why: z.string(),
  devices: z.number().int(),
  some: z.array(z.object({ id, name: z.string().nullable() })),
});
export type AttachedMake = z.infer<typeof attachedMake>;

export const softwareBill = z.object({
  id,
  fileName: z.string(),
  format: z.enum(BILL_FORMATS),
  vendor: z.string().nullable(),
  product: z.string(),
  version: z.string(),
  createdAt: isoTime.nullable(),
  addedAt: isoTime,
  addedBy: z.string(),
  problems: z.array(z.string()),
  components: z.number().int(),
  /** Devices that run it, and devices of which it cannot be told. */
  running: z.number().int(),
  open: z.number().int(),
});
export type SoftwareBillDto = z.infer<typeof softwareBill>;
export const softwareBills = z.object({ bills: z.array(softwareBill) });

export const componentWeakness = z.object({
  vulnerability: z.string(),
  kind: z.enum(["affected", "possible"]),
  why: z.string(),
  fixedIn: z.string().nullable(),
  conditions: z.array(z.string()),
  isKev: z.boolean(),
});
export type ComponentWeakness = z.infer<typeof componentWeakness>;

const billComponent = z.object({
  name: z.string(),
  version: z.string().nullable(),
  purl: z.string().nullable(),
  licence: z.string().nullable(),
  weaknesses: z.array(componentWeakness),
});
export type BillComponentDto = z.infer<typeof billComponent>;

export const softwareBillDetail = softwareBill.extend({
  makes: z.array(attachedMake),
  /** Those with weaknesses first. */
  parts: z.array(billComponent),
  /** False while nothing is known of vulnerabilities. */
  isMatched: z.boolean(),
});

/** GET /api/v1/software/components – where a component is; every word has to be in name, version or package URL. */
export const componentSearch = z.strictObject({
  text: z.string().trim().min(2, "Give at least two letters.").max(200),
});
export const foundComponents = z.object({
  found: z.array(
    z.object({
      name: z.string(),
      version: z.string().nullable(),
      purl: z.string().nullable(),
      billId: id,
      product: z.string(),
      productVersion: z.string(),
      running: z.number().int(),
      open: z.number().int(),
    }),
  ),
  /** There are more than these. */
  isCut: z.boolean(),
});

import { z } from "zod";
import { deviceQuery, deviceSort } from "./devices";
import { flowMatrixQuery } from "./flow-matrix";
import { id, moment } from "./primitives";
import { flowQuery } from "./zones";

const format = z.enum(["csv", "json"]).default("csv");

/**
 * GET /api/v1/exports/devices – the device list's filters; without `sort` devices stand by id. With `asOf`: as they were
 * known then, by id.
 */
export const exportDevicesQuery = deviceQuery
  .omit({ cursor: true, limit: true, sort: true })
  .extend({ format, sort: deviceSort.optional(), asOf: moment.optional() });

/** GET /api/v1/exports/cyclonedx – the device list's filters. */
export const exportCycloneDxQuery = deviceQuery.omit({ cursor: true, limit: true, sort: true, order: true });

export const VEX_EXPORT_FORMATS = ["openvex", "cyclonedx"] as const;
export type VexExportFormat = (typeof VEX_EXPORT_FORMATS)[number];

/** GET /api/v1/exports/vex – verdicts on the devices that the filters let through, as exploitability statements. */
export const exportVexQuery = exportCycloneDxQuery.extend({
  format: z.enum(VEX_EXPORT_FORMATS).default("openvex"),
  /** Who says so. */
  author: z.string().trim().max(200).optional(),
});

/** GET /api/v1/exports/flows – added up by conversation; with `asOf` as they were known then, by their initiators. */
export const exportFlowsQuery = flowQuery.omit({ cursor: true, limit: true }).extend({ format });

/** GET /api/v1/exports/matrix – of one site: its zones and what speaks with them. */
export const exportMatrixQuery = flowMatrixQuery.extend({ format, site: id.optional() });

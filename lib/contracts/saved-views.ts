import { z } from "zod";
import { CUSTOM_SORT } from "@/lib/domain/device/custom-sort";
import { deviceQuery } from "./devices";

/** What the list's URL says, without the place in it: query, facets, sort and order. */
const viewSearch = deviceQuery.omit({ cursor: true, limit: true });

/** POST /api/v1/saved-views */
export const createSavedView = z.strictObject({
  name: z.string().trim().min(1).max(60),
  /** Everybody sees it; else only who saved it. */
  isShared: z.boolean(),
  search: viewSearch,
  /** Of the product, and of fields of the installation's own as `customSortOf` calls them. */
  columns: z.array(z.union([z.string().regex(/^[A-Za-z]{1,40}$/), z.string().regex(CUSTOM_SORT)])).max(80),
});
export type CreateSavedView = z.output<typeof createSavedView>;

export const savedView = z.object({
  id: z.uuid(),
  name: z.string(),
  /** Who saved it, by the name of then. */
  actor: z.string(),
  isShared: z.boolean(),
  /** The asker may delete it. */
  mayDelete: z.boolean(),
  search: viewSearch,
  columns: z.array(z.string()),
});
export type SavedViewDto = z.output<typeof savedView>;

/** GET /api/v1/saved-views – one's own and those that are shared, by name. */
export const savedViews = z.object({ items: z.array(savedView) });
export const savedViewParams = z.object({ id: z.uuid() });

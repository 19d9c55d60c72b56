/** Names of the queues and what travels in them; registry.ts says who works on them. */
export const IMPORT_QUEUE = "run-import";
export const REBUILD_QUEUE = "rebuild-inventory";
export const SENSOR_QUEUE = "merge-sensors";
export const KNOWLEDGE_QUEUE = "apply-knowledge";
export const FEEDS_QUEUE = "fetch-feeds";

export interface ImportJob {
  readonly importId: string;
}

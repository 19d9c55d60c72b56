import { fetchDueFeeds } from "@/lib/services/knowledge/fetch-feeds";

/** Every few minutes: asks the configured addresses whose time has come. Without any it does nothing. */
export async function fetchFeedsJob(): Promise<void> {
  const outcome = await fetchDueFeeds();
  if (outcome.fetched + outcome.failed > 0) console.log(JSON.stringify({ level: "info", at: "feeds", ...outcome }));
}

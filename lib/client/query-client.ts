import { defaultShouldDehydrateQuery, isServer, QueryCache, QueryClient } from "@tanstack/react-query";
import { ApiProblem } from "./api-problem";
import { isBeingMade } from "./being-made";

/**
 * Makes the cache: fresh for half a minute, retried only where trying again can help. A session that ended sends the
 * person to sign in, and back afterwards.
 */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: signInWhenSignedOut }),
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        retry: (failures, error) =>
          failures < 2 && error instanceof ApiProblem && [0, 502, 503].includes(error.status) && !isBeingMade(error),
      },
      dehydrate: { shouldDehydrateQuery: defaultShouldDehydrateQuery },
    },
  });
}

function signInWhenSignedOut(error: Error): void {
  if (isServer || !(error instanceof ApiProblem) || error.status !== 401) return;
  const { pathname, search } = window.location;
  window.location.assign(`/sign-in?next=${encodeURIComponent(pathname + search)}`);
}

let browserClient: QueryClient | undefined;

/** One cache per browser tab; on the server a new one per request, so that no answer reaches another person. */
export function getQueryClient(): QueryClient {
  if (isServer) return makeQueryClient();
  browserClient ??= makeQueryClient();
  return browserClient;
}

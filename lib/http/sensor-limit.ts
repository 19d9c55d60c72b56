import { clientAddress } from "./client-address";
import { RateLimit } from "./rate-limit";

/**
 * A sensor sends a few batches a minute, and many only while it catches up; it waits when it is told to. Counted before
 * the token is looked up, so that guessing costs no work either.
 */
const requests = new RateLimit(1_200, 60_000);

/** Counts one request that bears a sensor's token; throws AppError("too-many"). */
export function takeSensorTry(request: Request): void {
  requests.take(clientAddress(request));
}

package dev.stateway.api.gateway.route;

/**
 * How many requests are let through: a token bucket.
 *
 * @param rate requests a second that the bucket is filled with
 * @param burst requests it holds
 * @param per whether all callers share one, or each has its own
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html">Throttling</a>
 */
public record Throttle(double rate, int burst, Per per) {
  /** Who shares a bucket. */
  public enum Per {
    /** All callers of the route. */
    ROUTE,
    /** Each principal for itself; requests without one by their address. */
    PRINCIPAL
  }
}

package dev.stateway.api.gateway.usage;

import dev.stateway.api.gateway.route.Throttle;
import dev.stateway.api.http.JsonAnswer;
import dev.stateway.api.http.RequestRefused;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Token buckets in memory, each process its own.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html">Throttling</a>
 */
public final class TokenBuckets {
  /** Owners that are remembered; one that is forgotten begins with a full bucket. */
  private static final int MOST_BUCKETS = 100_000;

  private static final double NANOS = 1_000_000_000;

  private final Map<Key, Bucket> buckets =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Bucket> eldest) {
          return size() > MOST_BUCKETS;
        }
      };

  private record Key(Record owner, Throttle throttle) {}

  /**
   * Takes a token from the bucket of an owner.
   *
   * @throws RequestRefused there is none: 429 with the seconds until there is one
   */
  public void take(Record owner, Throttle throttle) {
    var probe = bucket(new Key(owner, throttle)).tryConsumeAndReturnRemaining(1);
    if (!probe.isConsumed()) {
      var seconds = (long) Math.ceil(probe.getNanosToWaitForRefill() / NANOS);
      throw new RequestRefused(
          JsonAnswer.message(429, "Too Many Requests")
              .with("Retry-After", Long.toString(Math.max(1, seconds))));
    }
  }

  private synchronized Bucket bucket(Key key) {
    return buckets.computeIfAbsent(key, _ -> newBucket(key.throttle()));
  }

  /** A token each so many nanoseconds, so that rates below one a second work too. */
  private static Bucket newBucket(Throttle throttle) {
    var every = Duration.ofNanos(Math.max(1, (long) (NANOS / throttle.rate())));
    var bandwidth =
        Bandwidth.builder().capacity(Math.max(1, throttle.burst())).refillGreedy(1, every).build();
    return Bucket.builder().addLimit(bandwidth).build();
  }
}

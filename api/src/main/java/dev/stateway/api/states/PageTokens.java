package dev.stateway.api.states;

import dev.stateway.api.error.AwsError;
import dev.stateway.translator.JsonText;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The {@code nextToken} of lists: where a page ended, authenticated, for 24 hours and for the same
 * list only.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListExecutions.html">ListExecutions,
 *     nextToken</a>
 */
public final class PageTokens {
  private static final String MAC = "HmacSHA256";
  private static final int MAC_BYTES = 32;
  private static final Duration LIFE = Duration.ofHours(24);

  private final SecretKeySpec key;
  private final Clock clock;

  /** Under this key. */
  public PageTokens(SecretKey serverKey, Clock clock) {
    this.clock = clock;
    // A key of its own, so that no text sealed for one purpose is good for another.
    var derived =
        mac(
            new SecretKeySpec(serverKey.getEncoded(), MAC),
            "page tokens".getBytes(StandardCharsets.UTF_8));
    this.key = new SecretKeySpec(derived, MAC);
  }

  /** A token for a position in a list. */
  public String seal(String list, String position) {
    var expires = clock.instant().plus(LIFE).getEpochSecond();
    var content =
        JsonText.write(JsonText.MAPPER.createArrayNode().add(expires).add(position))
            .getBytes(StandardCharsets.UTF_8);
    var token = ByteBuffer.allocate(MAC_BYTES + content.length);
    token.put(mac(key, text(list, content))).put(content);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token.array());
  }

  /**
   * The position that a token stands for; null for no token.
   *
   * @throws AwsError InvalidToken
   */
  public @Nullable String open(String list, @Nullable String token) {
    if (token == null) {
      return null;
    }
    var bytes = decode(token);
    if (bytes.length <= MAC_BYTES) {
      throw AwsError.invalidToken();
    }
    var content = Arrays.copyOfRange(bytes, MAC_BYTES, bytes.length);
    var mac = Arrays.copyOf(bytes, MAC_BYTES);
    if (!MessageDigest.isEqual(mac, mac(key, text(list, content)))) {
      throw AwsError.invalidToken();
    }
    var parts = JsonText.parse(new String(content, StandardCharsets.UTF_8));
    if (parts.path(0).asLong() < clock.instant().getEpochSecond()) {
      throw AwsError.invalidToken();
    }
    return parts.path(1).asString();
  }

  /** What a list answers with a page, and with what the next one begins; absent after the last. */
  @FunctionalInterface
  interface PageAnswer<T, A> {
    A of(List<T> page, @Nullable String nextToken);
  }

  /**
   * A page of a list.
   *
   * @param from so many items in the order of their keys, from after a key; "" begins
   * @param key of an item
   */
  <T, A> Mono<A> page(
      String list,
      PageRequest request,
      BiFunction<String, Integer, Flux<T>> from,
      Function<T, String> key,
      PageAnswer<T, A> answer) {
    var after = Objects.requireNonNullElse(open(list, request.nextToken()), "");
    var limit = request.maxResults();
    return from.apply(after, limit + 1)
        .collectList()
        .map(found -> {
          var page = found.subList(0, Math.min(limit, found.size()));
          var next = found.size() > limit ? seal(list, key.apply(page.getLast())) : null;
          return answer.of(page, next);
        });
  }

  private static byte[] decode(String token) {
    try {
      return Base64.getUrlDecoder().decode(token);
    } catch (IllegalArgumentException _) {
      throw AwsError.invalidToken();
    }
  }

  private static byte[] text(String list, byte[] content) {
    var scope = list.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Integer.BYTES + scope.length + content.length)
        .putInt(scope.length)
        .put(scope)
        .put(content)
        .array();
  }

  private static byte[] mac(SecretKeySpec key, byte[] text) {
    try {
      var mac = Mac.getInstance(MAC);
      mac.init(key);
      return mac.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HMAC-SHA-256 is part of every Java runtime", e);
    }
  }
}

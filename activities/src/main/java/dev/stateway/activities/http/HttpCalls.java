package dev.stateway.activities.http;

import dev.stateway.activities.aws.SdkJson;
import dev.stateway.workflows.task.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;

/** Calls HTTP endpoints: no redirects, nothing tried again, only hosts that are allowed. */
public final class HttpCalls implements AutoCloseable {
  // As of HTTP tasks on AWS.
  private static final Timeout LONGEST = Timeout.ofSeconds(60);
  private static final Timeout CONNECT = Timeout.ofSeconds(10);
  private static final int CONNECTIONS = 200;
  private static final int CONNECTIONS_OF_A_HOST = 50;
  private static final String USER_AGENT = "Stateway";
  private static final int LARGEST_ANSWER = 6 * 1024 * 1024;

  private final CloseableHttpClient client;

  /** Calls to these hosts, which prove themselves by what this machine trusts. */
  public HttpCalls(AllowedHosts hosts) {
    this(hosts, PoolingHttpClientConnectionManagerBuilder.create());
  }

  /** Calls to these hosts, which prove themselves as this says. */
  public HttpCalls(AllowedHosts hosts, SSLContext trust) {
    this(
        hosts,
        PoolingHttpClientConnectionManagerBuilder.create()
            .setTlsSocketStrategy(new DefaultClientTlsStrategy(trust)));
  }

  private HttpCalls(AllowedHosts hosts, PoolingHttpClientConnectionManagerBuilder builder) {
    var connections =
        builder
            .setDnsResolver(hosts)
            .setMaxConnTotal(CONNECTIONS)
            .setMaxConnPerRoute(CONNECTIONS_OF_A_HOST)
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setConnectTimeout(CONNECT)
                    .setSocketTimeout(LONGEST)
                    .build())
            .build();
    this.client =
        HttpClients.custom()
            .setConnectionManager(connections)
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setResponseTimeout(LONGEST)
                    .setConnectionRequestTimeout(LONGEST)
                    .build())
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableCookieManagement()
            .disableAuthCaching()
            .setUserAgent(USER_AGENT)
            .build();
  }

  /**
   * Makes a call and waits for its answer; an interrupted one is aborted.
   *
   * @throws IOException there is no answer, or it is too large
   */
  public Answer call(Call call) throws IOException, InterruptedException {
    var request = new HttpUriRequestBase(call.method(), call.uri());
    call.headers().forEach((name, values) -> values.forEach(v -> request.addHeader(name, v)));
    var body = call.body();
    if (body != null) {
      request.setEntity(new ByteArrayEntity(body.asByteArray(), contentType(call)));
      request.removeHeaders("Content-Type");
    }
    var answer = new CompletableFuture<Answer>();
    Thread.ofVirtual()
        .name("http-call")
        .start(() -> {
          try {
            answer.complete(client.execute(request, response -> answer(response, request::cancel)));
          } catch (IOException | RuntimeException e) {
            answer.completeExceptionally(e);
          }
        });
    try {
      return answer.get(LONGEST.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      request.cancel();
      throw e;
    } catch (TimeoutException e) {
      request.cancel();
      throw new SocketTimeoutException("The answer was not whole within " + LONGEST);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    }
  }

  /** A call as it is shown to those who look on; without an answer where none came. */
  static HttpExchange exchange(Call call, @Nullable Answer answer) {
    var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(call.headers());
    headers.putIfAbsent("User-Agent", List.of(USER_AGENT));
    var body = call.body();
    return new HttpExchange(
        new HttpExchange.Request(
            call.method(),
            call.uri().toString(),
            headers,
            body == null ? null : SdkJson.text(body)),
        answer == null
            ? null
            : new HttpExchange.Response(
                answer.status(),
                answer.statusText(),
                answer.headers(),
                SdkJson.text(answer.body())));
  }

  @Override
  public void close() {
    client.close(org.apache.hc.core5.io.CloseMode.IMMEDIATE);
  }

  private static @Nullable ContentType contentType(Call call) {
    return call.headers().entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase("Content-Type"))
        .flatMap(header -> header.getValue().stream())
        .findFirst()
        .map(ContentType::parseLenient)
        .orElse(null);
  }

  private static Answer answer(ClassicHttpResponse response, Runnable abort) throws IOException {
    var headers = new LinkedHashMap<String, List<String>>();
    for (var header : response.getHeaders()) {
      headers
          .computeIfAbsent(header.getName(), _ -> new ArrayList<>())
          .add(String.valueOf(header.getValue()));
    }
    return new Answer(
        response.getCode(),
        String.valueOf(response.getReasonPhrase()),
        headers,
        body(response, abort));
  }

  private static SdkBytes body(ClassicHttpResponse response, Runnable abort) throws IOException {
    var entity = response.getEntity();
    if (entity == null) {
      return SdkBytes.fromByteArray(new byte[0]);
    }
    var bytes = new ByteArrayOutputStream();
    try (var content = entity.getContent()) {
      var buffer = new byte[8192];
      for (var read = content.read(buffer); read >= 0; read = content.read(buffer)) {
        bytes.write(buffer, 0, read);
        if (bytes.size() > LARGEST_ANSWER) {
          // Closed as it is, it would be read to its end, which may never come.
          abort.run();
          throw new TooLargeException();
        }
      }
    }
    return SdkBytes.fromByteArrayUnsafe(bytes.toByteArray());
  }

  /** An answer has more bytes than a task may result in. */
  public static final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    TooLargeException() {
      super("The answer is larger than " + LARGEST_ANSWER + " bytes");
    }
  }

  /**
   * What is sent.
   *
   * @param method e.g. {@code POST}
   * @param uri where to
   * @param headers by name
   * @param body absent where there is none
   */
  public record Call(
      String method, URI uri, Map<String, List<String>> headers, @Nullable SdkBytes body) {}

  /**
   * What came back.
   *
   * @param status e.g. 200
   * @param statusText e.g. {@code OK}
   * @param headers by name
   * @param body as it came
   */
  public record Answer(
      int status, String statusText, Map<String, List<String>> headers, SdkBytes body) {
    /** The first value of a header, empty where there is none. */
    String header(String name) {
      return headers.entrySet().stream()
          .filter(header -> header.getKey().equalsIgnoreCase(name))
          .flatMap(header -> header.getValue().stream())
          .findFirst()
          .orElse("");
    }

    /** Whether the status is one of success. */
    public boolean isSuccess() {
      return status >= 200 && status < 300;
    }
  }
}

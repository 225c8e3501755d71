package dev.stateway.api.auth.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.http.MediaType;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/** Sends what browsers send, keeps their cookies by host, and follows nothing by itself. */
final class Browser {
  private final HttpClient http = HttpClient.newHttpClient();
  private final URI home;
  private final Map<String, Map<String, String>> cookies = new HashMap<>();

  Browser(URI home) {
    this.home = home;
  }

  HttpResponse<String> get(String place) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(home.resolve(place)));
  }

  HttpResponse<String> post(String place, String form) throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(home.resolve(place))
            .header("Content-Type", MediaType.APPLICATION_FORM_URLENCODED_VALUE)
            .POST(HttpRequest.BodyPublishers.ofString(form)));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    var host = request.copy().build().uri().getAuthority();
    var kept = cookies.computeIfAbsent(host, _ -> new LinkedHashMap<>());
    if (!kept.isEmpty()) {
      request.header(
          "Cookie",
          kept.entrySet().stream()
              .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
              .collect(Collectors.joining("; ")));
    }
    var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    for (var cookie : answer.headers().allValues("Set-Cookie")) {
      var pair = cookie.split(";", 2)[0].split("=", 2);
      if (cookie.contains("Max-Age=0")) {
        kept.remove(pair[0]);
      } else {
        kept.put(pair[0], pair[1]);
      }
    }
    return answer;
  }

  /** The header that sets a cookie. */
  String setCookie(HttpResponse<String> answer, String name) {
    return answer.headers().allValues("Set-Cookie").stream()
        .filter(cookie -> cookie.startsWith(name + "="))
        .findFirst()
        .orElseThrow();
  }

  /** Where an answer leads to. */
  static URI location(HttpResponse<String> answer) {
    assertThat(answer.headers().firstValue("Location")).as(answer.body()).isPresent();
    return URI.create(answer.headers().firstValue("Location").orElseThrow());
  }

  /** A parameter of an address, decoded. */
  static String parameter(URI place, String name) {
    assertThat(query(place)).containsKey(name);
    return query(place).getOrDefault(name, "");
  }

  /** The parameters of an address, decoded. */
  static Map<String, String> query(URI place) {
    var parameters = new LinkedHashMap<String, String>();
    UriComponentsBuilder.fromUri(place)
        .build()
        .getQueryParams()
        .toSingleValueMap()
        .forEach((name, value) ->
            parameters.put(
                name,
                UriUtils.decode(value.replace('+', ' '), java.nio.charset.StandardCharsets.UTF_8)));
    return Collections.unmodifiableMap(parameters);
  }
}

package dev.stateway.api.auth.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.api.error.AwsError;
import dev.stateway.api.testing.StatewayServer;
import dev.stateway.api.testing.WithStateway;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** People sign in and out with browsers, and pages know them. */
@WithStateway
class BrowserLoginIT {
  private static final Pattern TOKEN = Pattern.compile("name=\"csrf\" value=\"([\\w-]+)\"");

  private final StatewayServer stateway;
  private final HttpClient http = HttpClient.newHttpClient();
  private final WebTestClient pages;

  BrowserLoginIT(StatewayServer stateway) {
    this.stateway = stateway;
    var served = stateway.part(BrowserPages.class);
    pages =
        WebTestClient.bindToRouterFunction(
                RouterFunctions.route()
                    .GET(
                        "/page",
                        request ->
                            served.serve(
                                request,
                                "test:Read",
                                visit ->
                                    ServerResponse.ok()
                                        .bodyValue(
                                            visit.caller().principal().name()
                                                + " "
                                                + visit.csrfToken())))
                    .POST(
                        "/page",
                        request ->
                            served.serve(
                                request,
                                "test:Write",
                                visit ->
                                    ServerResponse.ok()
                                        .bodyValue("<" + visit.form().getFirst("text") + ">")))
                    .GET("/none", request -> served.serve(request, "test:Read", _ -> Mono.empty()))
                    .GET(
                        "/forbidden",
                        request ->
                            served.serve(
                                request,
                                "test:Read",
                                _ -> Mono.error(AwsError.accessDenied("not <you>"))))
                    .build())
            .build();
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(stateway.endpoint().resolve(path));
  }

  private static HttpRequest.BodyPublisher form(Map<String, String> fields) {
    return HttpRequest.BodyPublishers.ofString(
        fields.entrySet().stream()
            .map(field ->
                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&")));
  }

  private HttpResponse<String> post(String path, String cookie, Map<String, String> fields)
      throws IOException, InterruptedException {
    return send(
        to(path)
            .header("Cookie", cookie)
            .header("Content-Type", MediaType.APPLICATION_FORM_URLENCODED_VALUE)
            .POST(form(fields)));
  }

  private static String setCookie(HttpResponse<String> answer) {
    return answer.headers().firstValue("Set-Cookie").orElseThrow();
  }

  private static String cookie(HttpResponse<String> answer) {
    return setCookie(answer).split(";", 2)[0];
  }

  /** For requests that reach pages without a network. */
  private static Consumer<MultiValueMap<String, String>> with(String cookie) {
    var parts = cookie.split("=", 2);
    return cookies -> cookies.set(parts[0], parts[1]);
  }

  private static String token(String html) {
    var matcher = TOKEN.matcher(html);
    assertThat(matcher.find()).as(html).isTrue();
    return matcher.group(1);
  }

  private HttpResponse<String> signIn(String key, String next)
      throws IOException, InterruptedException {
    var form = send(to("/login"));
    return post(
        "/login", cookie(form), Map.of("csrf", token(form.body()), "key", key, "next", next));
  }

  private String signedIn() throws IOException, InterruptedException {
    return cookie(signIn(StatewayServer.API_KEY, "/login"));
  }

  @Test
  void theFormSaysWhatBrowsersMayDoWithIt() throws Exception {
    var form = send(to("/login?next=%2Fpage"));
    assertThat(form.statusCode()).isEqualTo(200);
    assertThat(form.body()).contains("value=\"/page\"").doesNotContain("<script");
    assertThat(form.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'", "form-action 'self'", "frame-ancestors 'none'");
    assertThat(form.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(setCookie(form))
        .startsWith("stateway-session=")
        .contains("HTTPOnly", "SameSite=Lax", "Path=/")
        .doesNotContain("Secure");
  }

  @Test
  void behindTlsTheCookieIsForTlsAlone() throws Exception {
    var form = send(to("/login").header("X-Forwarded-Proto", "https"));
    assertThat(setCookie(form)).startsWith("__Host-stateway-session=").contains("Secure");
  }

  @Test
  void anApiKeySignsInAndLeadsBack() throws Exception {
    var answer = signIn(StatewayServer.API_KEY, "/page?a=b");
    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.headers().firstValue("Location")).contains("/page?a=b");
    pages
        .get()
        .uri("/page")
        .cookies(with(cookie(answer)))
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody(String.class)
        .value(body -> assertThat(body).startsWith("administrator "));
    assertThat(send(to("/login").header("Cookie", cookie(answer))).body())
        .contains("signed in as administrator", "action=\"/logout\"");
  }

  @ParameterizedTest
  @CsvSource({
    "//evil.example/",
    "/\\evil.example/",
    "https://evil.example/",
    "javascript:alert(1)",
    "'/a\r\nSet-Cookie: x=y'",
    "/%zz",
    "''"
  })
  void nobodyIsLedToAnotherServer(String next) throws Exception {
    assertThat(signIn(StatewayServer.API_KEY, next).headers().firstValue("Location"))
        .contains("/login");
  }

  @Test
  void aWrongKeySignsNobodyIn() throws Exception {
    var answer = signIn("wrong", "/page");
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).contains("role=\"alert\"", "not known");
    pages.get().uri("/page").cookies(with(cookie(answer))).exchange().expectStatus().isSeeOther();
  }

  @Test
  void aFormOfAnotherSiteSignsNobodyIn() throws Exception {
    var fields = Map.of("key", StatewayServer.API_KEY, "csrf", "guessed");
    assertThat(post("/login", "a=b", fields).statusCode()).isEqualTo(403);
    assertThat(post("/login", cookie(send(to("/login"))), fields).statusCode()).isEqualTo(403);
  }

  @Test
  void whoIsNotSignedInIsAskedTo() {
    pages
        .get()
        .uri("/page?a=b&c=d")
        .exchange()
        .expectStatus()
        .isSeeOther()
        .expectHeader()
        .location("/login?next=%2Fpage%3Fa%3Db%26c%3Dd");
  }

  @Test
  void aFormCountsWithTheTokenOfItsSessionAlone() throws Exception {
    var cookie = signedIn();
    var token = token(send(to("/login").header("Cookie", cookie)).body());
    var other = token(send(to("/login").header("Cookie", signedIn())).body());
    assertThat(posted(cookie, "csrf=" + token + "&text=a+b%26c")).isEqualTo("200 <a b&c>");
    assertThat(posted(cookie, "csrf=" + other + "&text=a")).startsWith("403");
    assertThat(posted(cookie, "text=a")).startsWith("403");
    assertThat(posted(cookie, "")).startsWith("403");
  }

  private String posted(String cookie, String form) {
    var result =
        pages
            .post()
            .uri("/page")
            .cookies(with(cookie))
            .contentType(MediaType.APPLICATION_FORM_URLENCODED)
            .bodyValue(form)
            .exchange()
            .expectBody(String.class)
            .returnResult();
    return result.getStatus().value() + " " + result.getResponseBody();
  }

  @Test
  void aKeyInTheHeaderNeedsNoSession() {
    pages
        .post()
        .uri("/page")
        .header("Authorization", "Bearer " + StatewayServer.API_KEY)
        .contentType(MediaType.APPLICATION_FORM_URLENCODED)
        .bodyValue("text=a")
        .exchange()
        .expectStatus()
        .isOk();
    pages
        .get()
        .uri("/page")
        .header("Authorization", "Bearer wrong")
        .exchange()
        .expectStatus()
        .isUnauthorized();
  }

  @Test
  void errorsArePages() throws Exception {
    var cookie = signedIn();
    pages.get().uri("/none").cookies(with(cookie)).exchange().expectStatus().isNotFound();
    pages
        .get()
        .uri("/forbidden")
        .cookies(with(cookie))
        .exchange()
        .expectStatus()
        .isForbidden()
        .expectBody(String.class)
        .value(body -> assertThat(body).contains("<h1>not &lt;you&gt;</h1>"));
  }

  @Test
  void aChangedCookieIsNoSession() throws Exception {
    var cookie = signedIn();
    var last = cookie.charAt(cookie.length() - 2);
    var changed = cookie.substring(0, cookie.length() - 2) + (last == 'A' ? "BA" : "AA");
    pages.get().uri("/page").cookies(with(changed)).exchange().expectStatus().isSeeOther();
  }

  @Test
  void signingOutMakesTheBrowserForget() throws Exception {
    var cookie = signedIn();
    var token = token(send(to("/login").header("Cookie", cookie)).body());
    assertThat(
            post("/logout", cookie, Map.of("csrf", "guessed")).headers().firstValue("Set-Cookie"))
        .isEmpty();
    var answer = post("/logout", cookie, Map.of("csrf", token));
    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(URI.create(answer.headers().firstValue("Location").orElseThrow()))
        .isEqualTo(URI.create("/login"));
    assertThat(setCookie(answer)).startsWith("stateway-session=;").contains("Max-Age=0");
  }
}

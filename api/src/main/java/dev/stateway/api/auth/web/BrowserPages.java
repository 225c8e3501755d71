package dev.stateway.api.auth.web;

import dev.stateway.api.auth.AccessControl;
import dev.stateway.api.auth.Authenticator;
import dev.stateway.api.auth.Caller;
import dev.stateway.api.auth.IncomingRequest;
import dev.stateway.api.auth.PlainStatus;
import dev.stateway.api.error.AwsError;
import dev.stateway.api.http.FormFields;
import dev.stateway.api.http.JsonAnswer;
import dev.stateway.api.http.RequestRefused;
import dev.stateway.api.http.RequestText;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Lets people with browsers at pages: who is signed in ({@code /login}) is known by a cookie, who
 * sends a signature or a token by that, and who sends neither is asked to sign in.
 *
 * <p>A page is a handler of a route:
 *
 * <pre>{@code
 * GET("/things/{id}", request -> pages.serve(request, "stateway:DescribeThing", visit ->
 *     access.perform(visit.caller(), Task.of("stateway:DescribeThing", arn), () -> read(id))
 *         .flatMap(thing -> html(thing, visit.csrfToken()))))
 * POST("/things/{id}", request -> pages.serve(request, "stateway:ChangeThing", visit ->
 *     access.perform(visit.caller(), Task.of("stateway:ChangeThing", arn),
 *             () -> change(id, visit.form().getFirst("name")))
 *         .then(BrowserPages.seeOther("/things/" + id))))
 * }</pre>
 *
 * <ul>
 *   <li>{@link Visit#caller()} is who asks: for {@link AccessControl#perform} and {@link
 *       AccessControl#decide}, as everywhere. What they may is not decided here.
 *   <li>Each form with method {@code post} has a hidden field {@link #CSRF_FIELD} with {@link
 *       Visit#csrfToken()}; a request that changes something without it is refused with 403. Forms
 *       are of the type {@code application/x-www-form-urlencoded}, of at most 256 KiB.
 *   <li>Who is not signed in is sent (303) to {@code /login?next=PATH}, which leads back; who has
 *       sent a form from a page of this server gets it back to send it again (401).
 *   <li>An {@link AwsError} or a {@link RequestRefused} of the handler becomes a page that says it
 *       (401, 403, 4xx, 503), nothing at all becomes 404.
 *   <li>To sign out, a form posts {@link #CSRF_FIELD} to {@code /logout}.
 *   <li>Pages send {@code Referrer-Policy: same-origin}, not {@code no-referrer}, or browsers hide
 *       where a form was sent from.
 * </ul>
 *
 * @see <a
 *     href="https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html">Cross-site
 *     request forgery</a>
 */
public final class BrowserPages {
  /** The name of the hidden field that every form has. */
  public static final String CSRF_FIELD = "csrf";

  private static final Logger LOG = LoggerFactory.getLogger(BrowserPages.class);
  private static final int LARGEST_FORM = 256 * 1024;

  private final BrowserSessions sessions;
  private final AccessControl access;

  BrowserPages(BrowserSessions sessions, AccessControl access) {
    this.sessions = sessions;
    this.access = access;
  }

  /**
   * Somebody known at a page.
   *
   * @param caller who
   * @param csrfToken for the forms of the page
   * @param form what they sent; empty for none
   */
  public record Visit(Caller caller, String csrfToken, MultiValueMap<String, String> form) {}

  /**
   * Serves a page.
   *
   * @param action what the audit log calls it if who asks cannot prove who they are
   */
  public Mono<ServerResponse> serve(
      ServerRequest request, String action, Function<Visit, Mono<ServerResponse>> page) {
    return serve(request, action, page, _ -> Mono.error(foreign()));
  }

  /**
   * Serves a page with a form that may be long to fill in: what was entered is not lost with the
   * session.
   *
   * @param action what the audit log calls it if who asks cannot prove who they are
   * @param again shows the form as it was filled in, and does nothing: for one of a page of this
   *     server that was opened in an earlier session
   */
  public Mono<ServerResponse> serve(
      ServerRequest request,
      String action,
      Function<Visit, Mono<ServerResponse>> page,
      Function<Visit, Mono<ServerResponse>> again) {
    return RequestText.bytes(request, LARGEST_FORM)
        .flatMap(body ->
            visit(request, body, action)
                .flatMap(found ->
                    (found.isOfEarlierSession ? again : page)
                        .apply(found.visit)
                        .switchIfEmpty(Mono.defer(BrowserPages::missing)))
                .switchIfEmpty(Mono.defer(() -> signIn(request, body))))
        .onErrorResume(AwsError.class, BrowserPages::refused)
        .onErrorResume(RequestRefused.class, refused -> said(refused.answer()))
        .onErrorResume(unexpected -> failed(request, unexpected));
  }

  private record Found(Visit visit, boolean isOfEarlierSession) {}

  /** Empty for who is not signed in. */
  private Mono<Found> visit(ServerRequest request, byte[] body, String action) {
    var incoming = IncomingRequest.of(request, body);
    var requestId = UUID.randomUUID().toString();
    if (provesItself(incoming)) {
      return access
          .authenticate(incoming, Authenticator.EXECUTE_API, action, requestId)
          .map(caller -> new Found(new Visit(caller, "", form(request, body)), false));
    }
    var session = sessions.of(request).filter(found -> found.principal().isPresent());
    return Mono.justOrEmpty(session)
        .map(found -> {
          var form = form(request, body);
          var isForeign = changes(request) && !hasToken(found, form);
          if (isForeign && !SessionEnded.isFromOwnPage(incoming)) {
            throw foreign();
          }
          var caller = new Caller(found.principal().orElseThrow(), incoming, requestId);
          return new Found(new Visit(caller, found.csrfToken(), form), isForeign);
        });
  }

  /** Whether a request has a proof of its own, which no other site can make a browser send. */
  private static boolean provesItself(IncomingRequest request) {
    return request.headers().containsKey("authorization")
        || request.headers().containsKey("x-api-key")
        || request.rawQuery().contains("X-Amz-Signature=");
  }

  private static boolean changes(ServerRequest request) {
    return !request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD);
  }

  /** The form of a request that has one; RequestRefused for what is none. */
  static MultiValueMap<String, String> form(ServerRequest request, byte[] body) {
    if (!changes(request) || body.length == 0) {
      return new LinkedMultiValueMap<>();
    }
    var type = String.valueOf(request.headers().firstHeader("Content-Type"));
    if (!type.toLowerCase(Locale.ROOT).startsWith(MediaType.APPLICATION_FORM_URLENCODED_VALUE)) {
      throw new RequestRefused(
          JsonAnswer.message(415, "The request is not application/x-www-form-urlencoded"));
    }
    try {
      return FormFields.parse(new String(body, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException _) {
      throw new RequestRefused(JsonAnswer.message(400, "The form is not percent-encoded"));
    }
  }

  /** Whether a form is one of the session's own. */
  static boolean hasToken(BrowserSessions.Session session, MultiValueMap<String, String> form) {
    var sent = String.valueOf(form.getFirst(CSRF_FIELD)).getBytes(StandardCharsets.UTF_8);
    return MessageDigest.isEqual(sent, session.csrfToken().getBytes(StandardCharsets.UTF_8));
  }

  private static AwsError foreign() {
    return AwsError.accessDenied(
        "The form was not sent from a page of your session: open the page again");
  }

  private static Mono<ServerResponse> signIn(ServerRequest request, byte[] body) {
    var uri = request.uri();
    var here = uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
    var login = "/login?next=" + URLEncoder.encode(here, StandardCharsets.UTF_8);
    return changes(request) && SessionEnded.isFromOwnPage(IncomingRequest.of(request, body))
        ? SessionEnded.page(here, login, form(request, body)).toResponse()
        : seeOther(login);
  }

  /** Sends a browser to another page (303), as after a form was taken. */
  public static Mono<ServerResponse> seeOther(String path) {
    return ServerResponse.seeOther(URI.create(path)).build();
  }

  private static Mono<ServerResponse> missing() {
    return message(404, "There is no such page");
  }

  private static Mono<ServerResponse> refused(AwsError error) {
    return message(PlainStatus.of(error), error.text());
  }

  private static Mono<ServerResponse> said(JsonAnswer answer) {
    var message = RequestText.json(answer.body()).path("message").asString("");
    return message(answer.status(), message);
  }

  private static Mono<ServerResponse> failed(ServerRequest request, Throwable unexpected) {
    LOG.error("{} {} failed", request.method(), request.path(), unexpected);
    return message(500, "Internal Server Error");
  }

  private static Mono<ServerResponse> message(int status, String text) {
    return new HtmlPage(status, text, "<p><a href=\"/ui\">To the approvals</a></p>").toResponse();
  }
}

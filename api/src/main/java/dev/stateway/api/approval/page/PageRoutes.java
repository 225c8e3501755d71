package dev.stateway.api.approval.page;

import dev.stateway.activities.token.SignedLinks;
import dev.stateway.api.StatewayProperties;
import dev.stateway.api.approval.ApprovalDesk;
import dev.stateway.api.approval.JsonRoutes;
import dev.stateway.api.auth.AccessControl;
import dev.stateway.api.auth.IncomingRequest;
import dev.stateway.api.auth.PlainStatus;
import dev.stateway.api.auth.audit.AuditLog;
import dev.stateway.api.auth.web.BrowserPages;
import dev.stateway.api.error.AwsError;
import dev.stateway.api.execution.Executions;
import dev.stateway.api.execution.TaskAnswers;
import dev.stateway.api.http.FormFields;
import dev.stateway.api.http.RequestRefused;
import dev.stateway.api.http.RequestText;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** {@code /ui/approvals}, {@code /ui/links}, {@code /ui/tasks}, and {@code POST /task-links}. */
@Configuration(proxyBeanMethods = false)
class PageRoutes {
  private static final int LARGEST_FORM = 256 * 1024;

  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE)
  RouterFunction<ServerResponse> approvalPages(
      ApprovalDesk desk, BrowserPages pages, Executions executions) {
    var handler = new PageHandler(desk, new Graphs(executions));
    var one = PageHandler.INBOX + "/{id}";
    return RouterFunctions.route()
        .GET("/ui/style.css", _ -> style())
        .GET("/ui", _ -> BrowserPages.seeOther(PageHandler.INBOX))
        .GET(
            PageHandler.INBOX,
            request ->
                pages.serve(request, ApprovalDesk.LIST, visit -> handler.inbox(request, visit)))
        .GET(
            one,
            request ->
                pages.serve(request, ApprovalDesk.READ, visit -> handler.show(request, visit)))
        .POST(
            one,
            request ->
                pages.serve(
                    request,
                    ApprovalDesk.DECIDE,
                    visit -> handler.answer(request, visit),
                    visit -> handler.showAgain(request, visit)))
        .build();
  }

  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE)
  RouterFunction<ServerResponse> linkPages(
      ApprovalDesk desk, SignedLinks links, Executions executions, AuditLog audit) {
    var written = new LinkAudit(audit, Clock.systemUTC());
    var handler = new LinkHandler(desk, links, new Graphs(executions), written);
    return RouterFunctions.route()
        .GET(LinkHandler.PATH + "{link}", request -> told(handler.show(request)))
        .POST(LinkHandler.PATH + "{link}", request -> form(request, handler::answer))
        .build();
  }

  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE)
  RouterFunction<ServerResponse> taskPages(
      AccessControl access,
      TaskAnswers answers,
      SignedLinks links,
      AuditLog audit,
      StatewayProperties properties) {
    var clock = Clock.systemUTC();
    var maker = new TaskLinks(access, answers, links, properties.address(), clock);
    var handler = new TaskHandler(answers, links, new LinkAudit(audit, clock));
    var routes = new JsonRoutes(access);
    return RouterFunctions.route()
        .POST(
            "/task-links",
            request ->
                routes.answer(
                    request, TaskLinks.SUCCEED, call -> maker.make(call.caller(), call.body())))
        .GET(TaskLinks.PATH + "{link}", request -> told(handler.show(request)))
        .POST(TaskLinks.PATH + "{link}", request -> form(request, handler::answer))
        .build();
  }

  private static Mono<ServerResponse> style() {
    return ServerResponse.ok()
        .contentType(new MediaType("text", "css", StandardCharsets.UTF_8))
        .cacheControl(CacheControl.maxAge(1, TimeUnit.HOURS))
        .bodyValue(new ClassPathResource("pages/style.css"));
  }

  /** Answers a form of which nothing but the address says who sends it. */
  private interface FormHandler {
    Mono<ServerResponse> answer(
        ServerRequest request, IncomingRequest incoming, MultiValueMap<String, String> form);
  }

  private static Mono<ServerResponse> form(ServerRequest request, FormHandler handler) {
    return told(
        RequestText.read(request, LARGEST_FORM)
            .flatMap(body -> {
              var incoming = IncomingRequest.of(request, body.getBytes(StandardCharsets.UTF_8));
              return handler.answer(request, incoming, fields(body));
            }));
  }

  private static MultiValueMap<String, String> fields(String body) {
    try {
      return FormFields.parse(body);
    } catch (IllegalArgumentException _) {
      throw Decisions.unknown("of a form that is not percent-encoded");
    }
  }

  private static Mono<ServerResponse> told(Mono<ServerResponse> answer) {
    return answer
        .onErrorResume(
            AwsError.class,
            error -> Html.message(PlainStatus.of(error), "This cannot be done now", error.text()))
        .onErrorResume(
            RequestRefused.class,
            refused ->
                Html.message(
                    refused.answer().status(),
                    "This cannot be done",
                    RequestText.json(refused.answer().body()).path("message").asString("")));
  }
}

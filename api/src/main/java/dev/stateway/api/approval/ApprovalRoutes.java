package dev.stateway.api.approval;

import dev.stateway.api.StatewayProperties;
import dev.stateway.api.auth.AccessControl;
import dev.stateway.api.auth.audit.AuditLog;
import dev.stateway.api.execution.Executions;
import dev.stateway.api.states.PageTokens;
import dev.stateway.api.worker.TemporalCalls;
import dev.stateway.api.worker.TemporalConnection;
import dev.stateway.workflows.approval.ApprovalDecision.Choice;
import java.time.Clock;
import javax.crypto.SecretKey;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * {@code GET /approvals}, {@code GET /approvals/{id}}, {@code POST /approvals/{id}/approve}, {@code
 * /reject} and {@code /delegate}.
 */
@Configuration(proxyBeanMethods = false)
class ApprovalRoutes {
  @Bean
  ApprovalDocuments approvalDocuments(StatewayProperties properties) {
    return new ApprovalDocuments(properties);
  }

  /** Also what the notices of approvals write down by. */
  @Bean
  ApprovalAudit approvalAudit(AuditLog audit, ApprovalDocuments documents) {
    return new ApprovalAudit(audit, documents, Clock.systemUTC());
  }

  @Bean
  ApprovalDesk approvalDesk(
      TemporalConnection connection,
      TemporalCalls calls,
      Executions executions,
      SecretKey serverKey,
      ApprovalDocuments documents,
      AccessControl access,
      ApprovalAudit audit) {
    var finder = new ApprovalFinder(connection, calls, executions);
    var runs = new ApprovalRuns(connection, new PageTokens(serverKey, Clock.systemUTC()));
    return new ApprovalDesk(
        new Approvals(calls, finder, runs, documents), documents, access, audit);
  }

  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE)
  RouterFunction<ServerResponse> approvalRouter(ApprovalDesk desk) {
    var handler = new ApprovalHandler(desk);
    var routes = new JsonRoutes(desk.access());
    return RouterFunctions.route()
        .GET(
            "/approvals",
            request ->
                routes.answer(
                    request, ApprovalDesk.LIST, call -> handler.list(call.caller(), request)))
        .GET(
            "/approvals/{id}",
            request ->
                routes.answer(
                    request, ApprovalDesk.READ, call -> handler.read(call.caller(), request)))
        .POST(
            "/approvals/{id}/approve", request -> decide(routes, handler, request, Choice.APPROVE))
        .POST("/approvals/{id}/reject", request -> decide(routes, handler, request, Choice.REJECT))
        .POST(
            "/approvals/{id}/delegate",
            request ->
                routes.answer(
                    request,
                    ApprovalDesk.DELEGATE,
                    call -> handler.delegate(call.caller(), request, call.body())))
        .build();
  }

  private static Mono<ServerResponse> decide(
      JsonRoutes routes, ApprovalHandler handler, ServerRequest request, Choice choice) {
    return routes.answer(
        request,
        ApprovalDesk.DECIDE,
        call -> handler.decide(call.caller(), request, call.body(), choice));
  }
}

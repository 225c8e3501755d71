package dev.stateway.api.gateway.openapi;

import dev.stateway.api.gateway.mapping.ParameterChange;
import dev.stateway.api.gateway.mapping.ParameterMapping;
import dev.stateway.api.gateway.mapping.ResponseMapping;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code requestParameters} and {@code responseParameters} of an integration. */
final class ParameterReader {
  private final Spot integration;

  ParameterReader(Spot integration) {
    this.integration = integration;
  }

  /** The parameters of a service's action by name. */
  Map<String, @Nullable ParameterMapping> ofAction(
      Collection<String> required, Collection<String> optional) {
    var holder = integration.member("requestParameters");
    var values = new LinkedHashMap<String, @Nullable ParameterMapping>();
    for (var parameter : holder.members()) {
      if (!required.contains(parameter.name()) && !optional.contains(parameter.name())) {
        parameter.error("this integration has no parameter " + parameter.name());
      }
      parameter
          .text()
          .flatMap(text -> mapping(parameter, text))
          .ifPresent(mapping -> values.put(parameter.name(), mapping));
    }
    for (var name : required) {
      if (!holder.member(name).exists()) {
        (holder.exists() ? holder : integration).error("the parameter " + name + " is missing");
      }
    }
    if (holder.member("TraceHeader").exists()) {
      holder.member("TraceHeader").warn("TraceHeader is not applied");
    }
    return values;
  }

  private static Optional<ParameterMapping> mapping(Spot parameter, String text) {
    try {
      return Optional.of(ParameterMapping.parse(text));
    } catch (IllegalArgumentException malformed) {
      parameter.error(String.valueOf(malformed.getMessage()));
      return Optional.empty();
    }
  }

  /** The changes of a request that is sent on. */
  List<ParameterChange> ofRequest() {
    return changes(integration.member("requestParameters"), ParameterChange::ofRequest);
  }

  /** The changes of answers by their status. */
  ResponseMapping ofResponses() {
    var byStatus = new LinkedHashMap<Integer, List<ParameterChange>>();
    for (var status : integration.member("responseParameters").members()) {
      if (!status.name().matches("[2-5]\\d\\d")) {
        status.error("responseParameters are by status, from 200 to 599, not " + status.name());
        continue;
      }
      byStatus.put(Integer.valueOf(status.name()), changes(status, ParameterChange::ofResponse));
    }
    return new ResponseMapping(byStatus);
  }

  private interface Parser {
    ParameterChange parse(String key, String value);
  }

  private static List<ParameterChange> changes(Spot holder, Parser parser) {
    var changes = new ArrayList<ParameterChange>();
    for (var member : holder.members()) {
      var text = member.text();
      if (text.isEmpty()) {
        continue;
      }
      try {
        changes.add(parser.parse(member.name(), text.get()));
      } catch (IllegalArgumentException malformed) {
        member.error(String.valueOf(malformed.getMessage()));
      }
    }
    return changes;
  }
}

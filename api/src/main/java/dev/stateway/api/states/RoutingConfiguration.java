package dev.stateway.api.states;

import dev.stateway.api.arn.StatesArn;
import dev.stateway.api.arn.StatesArn.StateMachine;
import dev.stateway.api.error.AwsError;
import dev.stateway.api.registry.StateMachineAlias;
import dev.stateway.api.registry.StateMachineAlias.Route;
import dev.stateway.api.states.RequestMembers.Text;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * To which versions an alias leads.
 *
 * @param items one or two, whose weights are 100 in all
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_RoutingConfigurationListItem.html">RoutingConfigurationListItem</a>
 */
record RoutingConfiguration(List<Item> items) {
  private static final String MEMBER = "routingConfiguration";
  private static final int MAX_ITEMS = 2;

  RoutingConfiguration {
    items = List.copyOf(items);
  }

  /** A version and how many of a hundred executions it gets. */
  record Item(String stateMachineVersionArn, int weight) {
    @Override
    public String toString() {
      return "RoutingConfigurationListItem(stateMachineVersionArn="
          + stateMachineVersionArn
          + ", weight="
          + weight
          + ")";
    }
  }

  /** That of a request, if it has one. */
  static @Nullable RoutingConfiguration read(RequestMembers members) {
    return members
        .structures(MEMBER)
        .map(structures -> {
          var items = structures.stream().map(RoutingConfiguration::item).toList();
          requireSize(members, items);
          return new RoutingConfiguration(items);
        })
        .orElse(null);
  }

  /** That of a request, which must have one; empty when it has none. */
  static RoutingConfiguration required(RequestMembers members) {
    var routing = read(members);
    if (routing == null) {
      members.violation("Value null", MEMBER, "Member must not be null");
      return new RoutingConfiguration(List.of());
    }
    return routing;
  }

  private static Item item(RequestMembers members) {
    return new Item(
        members.required("stateMachineVersionArn", Text.ARN),
        members.required("weight", 0, StateMachineAlias.TOTAL_WEIGHT));
  }

  private static void requireSize(RequestMembers members, List<Item> items) {
    var value = "Value '" + items + "'";
    if (items.isEmpty()) {
      members.violation(value, MEMBER, "Member must have length greater than or equal to 1");
    } else if (items.size() > MAX_ITEMS) {
      members.violation(
          value, MEMBER, "Member must have length less than or equal to " + MAX_ITEMS);
    }
  }

  /** What an alias says of itself. */
  static List<Item> itemsOf(StateMachineAlias alias) {
    return alias.routes().stream()
        .map(route -> new Item(alias.versionArn(route), route.weight()))
        .toList();
  }

  /** The routes, all to versions of the same state machine. */
  record Routes(StateMachine machine, List<Route> routes) {
    Routes {
      routes = List.copyOf(routes);
    }
  }

  /**
   * The routes that they make.
   *
   * @throws AwsError InvalidArn, ValidationException
   */
  Routes routes() {
    var arns = items.stream().map(Item::stateMachineVersionArn).toList();
    if (new HashSet<>(arns).size() < arns.size()) {
      throw invalid("Routing configuration must contain distinct state machine version ARNs", arns);
    }
    var weights = items.stream().map(Item::weight).toList();
    if (weights.stream().mapToInt(Integer::intValue).sum() != StateMachineAlias.TOTAL_WEIGHT) {
      throw invalid(
          "Sum of routing configuration weights must equal " + StateMachineAlias.TOTAL_WEIGHT,
          weights);
    }
    var versions = arns.stream().map(StatesArn::stateMachine).toList();
    if (versions.stream().anyMatch(version -> version.version().isEmpty())) {
      throw invalid("Routing configuration must contain state machine version ARNs", arns);
    }
    var machines =
        versions.stream().map(StateMachine::machine).collect(Collectors.toUnmodifiableSet());
    if (machines.size() > 1) {
      throw otherMachine(arns);
    }
    return new Routes(
        versions.getFirst().machine(),
        items.stream()
            .map(item ->
                new Route(
                    StatesArn.version(item.stateMachineVersionArn()).version().orElseThrow(),
                    item.weight()))
            .toList());
  }

  /**
   * The routes of an alias of this state machine.
   *
   * @throws AwsError InvalidArn, ValidationException
   */
  List<Route> routesOf(StateMachine machine) {
    var routes = routes();
    if (!routes.machine().equals(machine)) {
      throw otherMachine(items.stream().map(Item::stateMachineVersionArn).toList());
    }
    return routes.routes();
  }

  private static AwsError otherMachine(List<String> arns) {
    return invalid("Routing configuration must contain versions of the same state machine", arns);
  }

  private static AwsError invalid(String what, List<?> received) {
    return AwsError.validation(what + ". Received: " + received, "INVALID_ROUTING_CONFIGURATION");
  }
}

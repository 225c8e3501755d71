package dev.stateway.api.arn;

import dev.stateway.api.error.AwsError;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An ARN of a Step Functions resource, taken apart.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsstepfunctions.html">Resource
 *     types</a>
 */
public sealed interface StatesArn {
  /**
   * {@code stateMachine:NAME}, with the number of a version or the name of an alias when it has
   * one; {@code NAME/LABEL} is the item processor of a distributed Map.
   */
  record StateMachine(Place place, String name, @Nullable String qualifier) implements StatesArn {
    private static final Pattern VERSION = Pattern.compile("[1-9]\\d{0,8}");

    /** The state machine that it is of: itself when it names no version and no alias. */
    public StateMachine machine() {
      return qualifier == null ? this : new StateMachine(place, name, null);
    }

    /** The number of the version that it names; empty for none. */
    public OptionalInt version() {
      return qualifier != null && VERSION.matcher(qualifier).matches()
          ? OptionalInt.of(Integer.parseInt(qualifier))
          : OptionalInt.empty();
    }

    @Override
    public String toString() {
      var plain = place.prefix() + "stateMachine:" + name;
      return qualifier == null ? plain : plain + ":" + qualifier;
    }
  }

  /** An execution of either type. */
  sealed interface AnyExecution extends StatesArn {
    /** Where it lives. */
    Place place();

    /** The name of the state machine it is of. */
    String stateMachine();

    /** Its name. */
    String name();

    /** The workflow that it is. */
    String workflowId();

    /** The state machine it is of. */
    default StateMachine stateMachineArn() {
      return new StateMachine(place(), stateMachine(), null);
    }
  }

  /**
   * {@code execution:NAME:EXECUTION}, of a STANDARD state machine; one that a Map Run has started
   * is of {@code NAME/LABEL}.
   */
  record Execution(Place place, String stateMachine, String name) implements AnyExecution {
    @Override
    public String workflowId() {
      return stateMachine + ":" + name;
    }

    @Override
    public String toString() {
      return place.prefix() + "execution:" + stateMachine + ":" + name;
    }
  }

  /**
   * {@code express:NAME:EXECUTION:UUID}, of an EXPRESS state machine: every start is one of its
   * own.
   */
  record ExpressExecution(Place place, String stateMachine, String name, String id)
      implements AnyExecution {
    @Override
    public String workflowId() {
      return stateMachine + ":" + name + ":" + id;
    }

    @Override
    public String toString() {
      return place.prefix() + "express:" + stateMachine + ":" + name + ":" + id;
    }
  }

  /** {@code activity:NAME}. */
  record Activity(Place place, String name) implements StatesArn {
    @Override
    public String toString() {
      return place.prefix() + "activity:" + name;
    }
  }

  /** {@code mapRun:NAME/LABEL:UUID}. */
  record MapRun(Place place, String stateMachine, String label, String id) implements StatesArn {
    /** The workflow that it is. */
    public String workflowId() {
      return "mapRun:" + stateMachine + "/" + label + ":" + id;
    }

    @Override
    public String toString() {
      return place.prefix() + "mapRun:" + stateMachine + "/" + label + ":" + id;
    }
  }

  /** Where a resource lives. */
  record Place(String partition, String region, String account) {
    /** What the ARNs of its resources begin with. */
    public String prefix() {
      return "arn:" + partition + ":states:" + region + ":" + account + ":";
    }
  }

  /**
   * Takes an ARN apart.
   *
   * @throws AwsError InvalidArn
   */
  static StatesArn parse(String arn) {
    var parts = List.of(arn.split(":", -1));
    if (!parts.getFirst().equals("arn") || parts.size() < Syntax.PARTS_BEFORE_NAME) {
      throw AwsError.invalidArn("Invalid ARN prefix: " + arn);
    }
    if (!parts.get(2).equals("states") || !Syntax.ACCOUNT.matcher(parts.get(4)).matches()) {
      throw Syntax.notValid(arn);
    }
    var place = new Place(parts.get(1), parts.get(3), parts.get(4));
    return Syntax.resource(arn, place, parts.get(5), parts.subList(6, parts.size()));
  }

  /**
   * A state machine's ARN, with or without a version or alias.
   *
   * @throws AwsError InvalidArn; ValidationException for {@code NAME/LABEL}, the processor of a
   *     distributed Map
   */
  static StateMachine stateMachine(String arn) {
    return switch (parse(arn)) {
      case StateMachine stateMachine when stateMachine.name().indexOf('/') >= 0 ->
          throw AwsError.validation(
              "The state machine ARN refers to a distributed Map, which is not supported here: "
                  + arn);
      case StateMachine stateMachine -> stateMachine;
      case Execution _, ExpressExecution _, Activity _, MapRun _ -> throw Syntax.notValid(arn);
    };
  }

  /**
   * The ARN of a version of a state machine.
   *
   * @throws AwsError InvalidArn
   */
  static StateMachine version(String arn) {
    var version = stateMachine(arn);
    if (version.version().isEmpty()) {
      throw Syntax.notValid(arn);
    }
    return version;
  }

  /**
   * The ARN of an alias of a state machine.
   *
   * @throws AwsError InvalidArn
   */
  static StateMachine alias(String arn) {
    var alias = stateMachine(arn);
    if (alias.qualifier() == null || !AliasName.isValid(alias.qualifier())) {
      throw Syntax.notValid(arn);
    }
    return alias;
  }

  /**
   * The ARN of an execution of a state machine of either type.
   *
   * @throws AwsError InvalidArn
   */
  static AnyExecution anyExecution(String arn) {
    return switch (parse(arn)) {
      case AnyExecution execution -> execution;
      case StateMachine _, Activity _, MapRun _ -> throw Syntax.notValid(arn);
    };
  }

  /**
   * The ARN of an execution of a STANDARD state machine.
   *
   * @throws AwsError InvalidArn
   */
  static Execution execution(String arn) {
    return switch (parse(arn)) {
      case Execution execution -> execution;
      case StateMachine _, ExpressExecution _, Activity _, MapRun _ -> throw Syntax.notValid(arn);
    };
  }

  /**
   * The ARN of an activity.
   *
   * @throws AwsError InvalidArn
   */
  static Activity activity(String arn) {
    return switch (parse(arn)) {
      case Activity activity -> activity;
      case StateMachine _, AnyExecution _, MapRun _ -> throw Syntax.notValid(arn);
    };
  }

  /**
   * The ARN of a Map Run.
   *
   * @throws AwsError InvalidArn
   */
  static MapRun mapRun(String arn) {
    return switch (parse(arn)) {
      case MapRun mapRun -> mapRun;
      case StateMachine _, AnyExecution _, Activity _ -> throw Syntax.notValid(arn);
    };
  }

  /** How ARNs are written. */
  final class Syntax {
    private static final int PARTS_BEFORE_NAME = 6;
    private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");

    private Syntax() {}

    private static StatesArn resource(String arn, Place place, String type, List<String> names) {
      return switch (type + "/" + names.size()) {
        case "stateMachine/1" -> new StateMachine(place, machine(arn, names.get(0)), null);
        case "stateMachine/2" ->
            new StateMachine(place, name(arn, names.get(0)), name(arn, names.get(1)));
        case "execution/2" ->
            new Execution(place, machine(arn, names.get(0)), name(arn, names.get(1)));
        case "express/3" ->
            new ExpressExecution(
                place,
                machine(arn, names.get(0)),
                name(arn, names.get(1)),
                name(arn, names.get(2)));
        case "activity/1" -> new Activity(place, name(arn, names.get(0)));
        case "mapRun/2" -> mapRun(arn, place, names);
        default -> throw notValid(arn);
      };
    }

    /** The name of a state machine, or that with the label of a Map Run. */
    private static String machine(String arn, String name) {
      var separator = name.indexOf('/');
      name(arn, separator < 0 ? name : name.substring(0, separator));
      if (separator >= 0) {
        name(arn, name.substring(separator + 1));
      }
      return name;
    }

    private static MapRun mapRun(String arn, Place place, List<String> names) {
      var of = names.get(0).split("/", -1);
      if (of.length != 2) {
        throw notValid(arn);
      }
      return new MapRun(place, name(arn, of[0]), of[1], name(arn, names.get(1)));
    }

    private static String name(String arn, String name) {
      if (!ResourceName.isValid(name)) {
        throw notValid(arn);
      }
      return name;
    }

    private static AwsError notValid(String arn) {
      return AwsError.invalidArn("Resource type not valid in this context: " + typeOf(arn));
    }

    private static String typeOf(String arn) {
      var parts = arn.split(":", -1);
      return parts.length > PARTS_BEFORE_NAME - 1 ? parts[PARTS_BEFORE_NAME - 1] : arn;
    }
  }
}

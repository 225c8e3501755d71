package dev.stateway.api.auth.command;

import dev.stateway.activities.token.TaskTokenKey;
import dev.stateway.api.auth.AccessRequest;
import dev.stateway.api.auth.Permissions;
import dev.stateway.api.auth.Principal;
import dev.stateway.api.auth.Sealer;
import dev.stateway.api.auth.identity.IdentitiesException;
import dev.stateway.api.auth.identity.IdentityStore;
import dev.stateway.api.auth.identity.Principals;
import dev.stateway.api.auth.identity.Principals.Session;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The commands {@code policy simulate}, {@code identity check} and {@code identity seal}: they read
 * the same file as the server, and no server has to run.
 */
public final class IdentityCommands {
  private static final int FAILED = 1;
  private static final int WRONG_USE = 2;
  private static final int SIMULATE_ARGUMENTS = 5;
  private static final String USAGE =
      """
      usage: policy simulate PRINCIPAL ACTION RESOURCE [KEY=VALUE ...]
                 whether a user or role (its name or ARN) may do something, and which statement says so;
                 KEY=VALUE are condition keys of the request, e.g. aws:SourceIp=203.0.113.9
             identity check
                 whether identities.yaml can be read, and what is wrong with it
             identity seal < SECRET
                 the secret as a text to write into identities.yaml: sealed:...
      """;

  private final Map<String, String> environment;
  private final InputStream in;
  private final PrintStream out;

  /** With the environment of the server, and what is read from and written to. */
  public IdentityCommands(Map<String, String> environment, InputStream in, PrintStream out) {
    this.environment = Map.copyOf(environment);
    this.in = in;
    this.out = out;
  }

  /** Whether these arguments are one of the commands, and not the server's. */
  public static boolean areArguments(String... arguments) {
    return arguments.length > 0
        && (arguments[0].equals("policy") || arguments[0].equals("identity"));
  }

  /** Runs a command: the exit status, 0 for yes and for done, 1 for no, 2 for wrong use. */
  public int run(String... arguments) {
    var command = arguments.length < 2 ? "" : arguments[0] + " " + arguments[1];
    try {
      return switch (command) {
        case "policy simulate" ->
            arguments.length < SIMULATE_ARGUMENTS ? usage() : simulate(arguments);
        case "identity check" -> check();
        case "identity seal" -> seal();
        default -> usage();
      };
    } catch (IdentitiesException wrong) {
      wrong.problems().forEach(out::println);
      return FAILED;
    } catch (IOException failure) {
      out.println(failure.getMessage());
      return FAILED;
    }
  }

  private int usage() {
    out.print(USAGE);
    return WRONG_USE;
  }

  private Path data() {
    return Path.of(environment.getOrDefault("STATEWAY_DATA", "data"));
  }

  private Sealer sealer() throws IOException {
    return new Sealer(TaskTokenKey.in(data()), Sealer.IDENTITIES);
  }

  private IdentityStore identities() throws IOException {
    var named = environment.getOrDefault("STATEWAY_IDENTITIES", "");
    var file = named.isEmpty() ? data().resolve("identities.yaml") : Path.of(named);
    var account = environment.getOrDefault("STATEWAY_ACCOUNT", "000000000000");
    return new IdentityStore(file, account, environment, sealer());
  }

  private int check() throws IOException {
    var found = identities().current();
    out.printf(
        "%d users, %d roles, %d groups, %d issuers: nothing is wrong%n",
        found.users().size(), found.roles().size(), found.groups().size(), found.issuers().size());
    return 0;
  }

  private int seal() throws IOException {
    var secret = new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    if (secret.isEmpty()) {
      out.println("there is no secret on the standard input");
      return FAILED;
    }
    out.println("sealed:" + sealer().seal(secret));
    return 0;
  }

  private int simulate(String... arguments) throws IOException {
    var identities = identities();
    var principal = principal(identities, arguments[2]);
    if (principal.isEmpty()) {
      out.println("there is no user and no role " + arguments[2]);
      return WRONG_USE;
    }
    var context = new HashMap<String, List<String>>();
    for (var pair : List.of(arguments).subList(SIMULATE_ARGUMENTS, arguments.length)) {
      var equals = pair.indexOf('=');
      if (equals < 1) {
        return usage();
      }
      context
          .computeIfAbsent(pair.substring(0, equals), _ -> new ArrayList<>())
          .add(pair.substring(equals + 1));
    }
    var decision =
        new Permissions(identities, Clock.systemUTC())
            .decide(new AccessRequest(principal.get(), arguments[3], arguments[4], context));
    out.printf("%s: %s%n", decision.outcome(), decision.reason());
    decision.statement().ifPresent(statement -> out.printf("decided by: %s%n", statement));
    return decision.isAllowed() ? 0 : FAILED;
  }

  private static Optional<Principal> principal(IdentityStore identities, String name) {
    var current = identities.current();
    var user =
        current.users().values().stream()
            .filter(each -> each.name().equals(name) || each.arn().equals(name))
            .findFirst()
            .map(each -> Principals.user(each, null));
    return user.or(() ->
        current.roles().values().stream()
            .filter(each -> each.name().equals(name) || each.arn().equals(name))
            .findFirst()
            .map(each ->
                Principals.session(
                    each,
                    new Session(
                        "simulated", Map.of(), Map.of(), List.of(), Clock.systemUTC().instant()))));
  }
}

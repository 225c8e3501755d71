package dev.stateway.api.gateway.route;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.regex.Pattern;
import org.springframework.web.util.UriUtils;

/**
 * The path at which a started execution can be read, e.g. {@code /orders/{name}}; it may name
 * {@code {executionArn}} and {@code {name}}.
 */
public record LocationTemplate(String text) {
  private static final Pattern VARIABLE = Pattern.compile("\\{([^}]*)}");

  /** The path that reads any execution. */
  public static final LocationTemplate BY_ARN = new LocationTemplate("/executions/{executionArn}");

  public LocationTemplate {
    if (!text.startsWith("/")) {
      throw new IllegalArgumentException("a location must begin with /");
    }
    VARIABLE
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .filter(name -> !name.equals("executionArn") && !name.equals("name"))
        .findFirst()
        .ifPresent(name -> {
          throw new IllegalArgumentException(
              "a location may name {executionArn} and {name}, not {" + name + "}");
        });
  }

  /** The path for this execution, encoded for a {@code Location} header. */
  public String of(String executionArn) {
    var name = executionArn.split(":", -1)[7];
    return text.replace("{executionArn}", UriUtils.encode(executionArn, UTF_8))
        .replace("{name}", UriUtils.encode(name, UTF_8));
  }
}

package dev.stateway.activities.optimised;

import dev.stateway.activities.aws.AwsService;
import dev.stateway.activities.objects.NamedObjects;
import dev.stateway.activities.sdk.SdkClients;
import dev.stateway.translator.JsonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;

/**
 * The optimised integrations that are data: the table {@code services.yaml}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html">Optimised
 *     integrations</a>
 */
public final class OptimisedServices {
  private static final String TABLE = "services.yaml";

  private OptimisedServices() {}

  /** All of them. */
  public static List<OptimisedIntegration> all(SdkClients clients, NamedObjects objects) {
    var all = new ArrayList<OptimisedIntegration>();
    table()
        .forEach((name, row) ->
            all.add(
                new OptimisedIntegration(
                    clients, objects, name, row.module(), row.service(), row.actions())));
    return all;
  }

  /**
   * What the tasks of these integrations result in, by the rest of the Resource, e.g. {@code
   * glue:startJobRun.sync}; without those that put the result together anew.
   */
  public static Map<String, AnswerPart> answers() {
    var answers = new LinkedHashMap<String, AnswerPart>();
    table()
        .forEach((service, row) ->
            row.actions()
                .forEach((name, action) ->
                    action
                        .results(Objects.requireNonNullElse(action.module(), row.module()), name)
                        .forEach(
                            (suffix, part) -> answers.put(service + ":" + name + suffix, part))));
    return answers;
  }

  /** The table, by the services' names in a Resource. */
  static Map<String, Row> table() {
    try (var file = OptimisedServices.class.getResourceAsStream(TABLE)) {
      var yaml =
          new Yaml(new SafeConstructor(new LoaderOptions())).load(Objects.requireNonNull(file));
      return JsonText.MAPPER
          .readerFor(new TypeReference<Map<String, Row>>() {})
          .with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .readValue(JsonText.MAPPER.<JsonNode>valueToTree(yaml));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * One service.
   *
   * @param module its module of the SDK
   * @param errors the parts of an {@link AwsService}
   * @param actions by their names in a Resource
   */
  record Row(String module, List<String> errors, Map<String, OptimisedAction> actions) {
    AwsService service() {
      return new AwsService(errors.get(0), errors.get(1), errors.get(2));
    }
  }
}

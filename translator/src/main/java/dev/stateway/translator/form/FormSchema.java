package dev.stateway.translator.form;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/**
 * What somebody has to enter: a JSON Schema of an object. Workflow code checks by it: nothing of it
 * is read from elsewhere, and the same is always valid.
 *
 * @see <a href="https://json-schema.org/draft/2020-12">JSON Schema 2020-12</a>
 */
public final class FormSchema {
  /** The most problems that are told at once. */
  private static final int MOST = 10;

  private static final Dialect DIALECT = Dialects.getDraft202012();
  private static final String REFERENCE = "$ref";
  private static final SchemaRegistryConfig CONFIGURATION =
      SchemaRegistryConfig.builder().regularExpressionFactory(new BoundedExpressions()).build();

  private final Schema schema;

  private FormSchema(Schema schema) {
    this.schema = schema;
  }

  /** One rule that is broken: where, as a JSON pointer that is empty for the whole, and which. */
  public record Problem(String pointer, String message) {}

  /**
   * The form of a schema that has no {@link #problems(JsonNode)}.
   *
   * @throws IllegalArgumentException it has some
   */
  public static FormSchema of(JsonNode schema) {
    try {
      return new FormSchema(compiled(schema));
    } catch (SchemaException malformed) {
      throw new IllegalArgumentException("the form cannot be used", malformed);
    }
  }

  /** What keeps a schema from being a form's. */
  public static List<Problem> problems(JsonNode schema) {
    var problems = new ArrayList<Problem>();
    if (!schema.isObject() || !schema.path("type").asString("").equals("object")) {
      problems.add(new Problem("", "Expected a JSON Schema of type object"));
      return problems;
    }
    var version = schema.path("$schema").asString(DIALECT.getId());
    if (!version.replaceAll("#$", "").equals(DIALECT.getId())) {
      problems.add(new Problem("/$schema", "Only " + DIALECT.getId() + " is supported"));
      return problems;
    }
    findReferences(schema, "", problems);
    problems.addAll(violations(metaSchema(), schema));
    if (problems.isEmpty()) {
      try {
        compiled(schema);
      } catch (SchemaException malformed) {
        problems.add(new Problem("", String.valueOf(malformed.getMessage())));
      }
    }
    return problems;
  }

  /** The rules that what was entered breaks, the first few of them. */
  public List<Problem> violations(JsonNode entered) {
    return violations(schema, entered);
  }

  private static void findReferences(JsonNode node, String pointer, List<Problem> problems) {
    var reference = node.path(REFERENCE);
    if (reference.isString() && !reference.stringValue().startsWith("#")) {
      problems.add(
          new Problem(
              pointer + "/" + REFERENCE, "References outside of the form are not supported"));
    }
    node.properties()
        .forEach(member ->
            findReferences(member.getValue(), pointer + "/" + escaped(member.getKey()), problems));
    for (var i = 0; node.isArray() && i < node.size(); i++) {
      findReferences(node.get(i), pointer + "/" + i, problems);
    }
  }

  private static String escaped(String member) {
    return member.replace("~", "~0").replace("/", "~1");
  }

  private static Schema metaSchema() {
    return registry().getSchema(SchemaLocation.of(DIALECT.getId()));
  }

  private static SchemaRegistry registry() {
    return SchemaRegistry.withDialect(
        DIALECT, builder -> builder.schemaRegistryConfig(CONFIGURATION));
  }

  private static Schema compiled(JsonNode schema) {
    var compiled = registry().getSchema(schema);
    compiled.initializeValidators();
    return compiled;
  }

  private static List<Problem> violations(Schema schema, JsonNode data) {
    return schema
        .validate(
            data,
            context ->
                context.executionConfig(
                    config -> config.formatAssertionsEnabled(true).locale(Locale.ENGLISH)))
        .stream()
        .limit(MOST)
        .map(FormSchema::problem)
        .toList();
  }

  /** A member that is missing is told of at its own place, where it has to be entered. */
  private static Problem problem(Error error) {
    var place = error.getInstanceLocation().toString();
    return error.getKeyword().equals("required") && error.getProperty() != null
        ? new Problem(place + "/" + escaped(error.getProperty()), "This is required")
        : new Problem(place, error.getMessage());
  }
}

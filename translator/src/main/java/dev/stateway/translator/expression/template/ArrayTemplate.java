package dev.stateway.translator.expression.template;

import dev.stateway.translator.expression.Expression;
import dev.stateway.translator.expression.Scope;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** An array whose elements are computed. */
public record ArrayTemplate(List<Expression> elements) implements Expression {
  public ArrayTemplate {
    elements = List.copyOf(elements);
  }

  @Override
  public SequencedSet<String> variables() {
    var names = new LinkedHashSet<String>();
    elements.forEach(element -> names.addAll(element.variables()));
    return names;
  }

  @Override
  public JsonNode evaluate(Scope scope) {
    var array = JsonNodeFactory.instance.arrayNode(elements.size());
    elements.forEach(element -> array.add(element.evaluate(scope)));
    return array;
  }
}

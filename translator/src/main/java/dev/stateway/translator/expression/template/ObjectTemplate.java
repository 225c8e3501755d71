package dev.stateway.translator.expression.template;

import dev.stateway.translator.expression.Expression;
import dev.stateway.translator.expression.Scope;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.SequencedMap;
import java.util.SequencedSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** An object whose members are computed. */
public record ObjectTemplate(SequencedMap<String, Expression> members) implements Expression {
  public ObjectTemplate {
    members = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(members));
  }

  @Override
  public SequencedSet<String> variables() {
    var names = new LinkedHashSet<String>();
    members.values().forEach(member -> names.addAll(member.variables()));
    return names;
  }

  @Override
  public JsonNode evaluate(Scope scope) {
    var object = JsonNodeFactory.instance.objectNode();
    members.forEach((name, member) -> object.set(name, member.evaluate(scope)));
    return object;
  }
}

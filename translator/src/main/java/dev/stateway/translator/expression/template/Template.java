package dev.stateway.translator.expression.template;

import dev.stateway.translator.expression.Expression;
import dev.stateway.translator.expression.Literal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Compiles JSON some of whose leaves are computed; parts without such leaves stay as they are. */
public final class Template {
  private final Leaves leaves;

  public Template(Leaves leaves) {
    this.leaves = leaves;
  }

  /** Which parts are computed, in a query language. */
  public interface Leaves {
    /** The name of a member in the result: without {@code .$} where that marks a computed value. */
    String memberName(String written);

    /**
     * The expression of a member or element.
     *
     * @param written the member's name as written; an element has that of its array
     */
    Expression leaf(String written, JsonNode value, Place place);

    /** Two members have the same name in the result. */
    default void duplicate(String written, Place place) {}
  }

  /** The expression that gives this JSON with its computed parts filled in. */
  public Expression compile(String field, JsonNode json, Place place) {
    return switch (json) {
      case ObjectNode object -> object(object, place);
      case ArrayNode array -> array(field, array, place);
      default -> leaves.leaf(field, json, place);
    };
  }

  private Expression object(ObjectNode object, Place place) {
    var members = new LinkedHashMap<String, Expression>();
    boolean constant = true;
    for (var member : object.properties()) {
      var name = leaves.memberName(member.getKey());
      var at = place.member(member.getKey());
      // A computed member (x.$) is a leaf even when its value is, wrongly, an object.
      var compiled =
          name.equals(member.getKey())
              ? compile(member.getKey(), member.getValue(), at)
              : leaves.leaf(member.getKey(), member.getValue(), at);
      constant &= compiled instanceof Literal && name.equals(member.getKey());
      if (members.put(name, compiled) != null) {
        leaves.duplicate(member.getKey(), at);
      }
    }
    return constant ? new Literal(object) : new ObjectTemplate(members);
  }

  private Expression array(String field, ArrayNode array, Place place) {
    var elements = new ArrayList<Expression>();
    boolean constant = true;
    int index = 0;
    for (var element : array) {
      var compiled = compile(field, element, place.element(index++));
      constant &= compiled instanceof Literal;
      elements.add(compiled);
    }
    return constant ? new Literal(array) : new ArrayTemplate(elements);
  }
}

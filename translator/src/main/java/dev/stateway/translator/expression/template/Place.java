package dev.stateway.translator.expression.template;

/**
 * A place in the JSON of a field.
 *
 * @param pointer in the definition, for diagnostics, e.g. {@code /States/X/Output/a/0}
 * @param name in the state, for failures, e.g. {@code Output/a[0]}
 */
public record Place(String pointer, String name) {
  Place member(String member) {
    return new Place(pointer + "/" + member, name + "/" + member);
  }

  Place element(int index) {
    return new Place(pointer + "/" + index, name + "[" + index + "]");
  }

  /** The pointer to the object that this place is a member of. */
  String parentPointer() {
    return pointer.substring(0, pointer.lastIndexOf('/'));
  }
}

package dev.stateway.translator.expression.template;

/**
 * A place in the JSON of a field.
 *
 * @param pointer in the definition, for diagnostics, e.g. {@code /States/X/Output/a[0]}
 * @param name in the state, for failures, e.g. {@code Output/a[0]}
 * @param parentPointer that of the object or array it is in
 */
public record Place(String pointer, String name, String parentPointer) {
  public Place member(String member) {
    return new Place(pointer + "/" + member, name + "/" + member, pointer);
  }

  public Place element(int index) {
    return new Place(pointer + "[" + index + "]", name + "[" + index + "]", pointer);
  }
}

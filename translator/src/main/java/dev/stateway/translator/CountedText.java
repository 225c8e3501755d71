package dev.stateway.translator;

/**
 * A text that tells of every look at one of its characters: matching an expression can take
 * exponentially many.
 *
 * @param looked is told each time; what it throws ends the matching
 */
public record CountedText(String text, Runnable looked) implements CharSequence {
  @Override
  public char charAt(int index) {
    looked.run();
    return text.charAt(index);
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.substring(start, end);
  }

  @Override
  public String toString() {
    return text;
  }
}

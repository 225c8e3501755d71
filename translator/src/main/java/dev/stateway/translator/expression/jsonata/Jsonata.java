package dev.stateway.translator.expression.jsonata;

import com.dashjoin.jsonata.JException;

/**
 * Compiles JSONata expressions.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html">Transforming
 *     data with JSONata</a>
 */
public final class Jsonata {
  // The library's tokenizer copies the rest of the text for each name and number in it: this is a
  // quarter of a second, and e.g. 30,000 words in 130,000 characters.
  private static final long MOST_COPYING = 4_000_000_000L;

  private Jsonata() {}

  /**
   * The expression between the delimiters <code>{%</code> and <code>%}</code>.
   *
   * @param field where it is written, as AWS names it in errors, e.g. {@code Output/result}
   * @throws SyntaxException it does not parse
   */
  public static JsonataExpression compile(String text, String field) {
    var source = text.strip();
    if (words(source) * source.length() > MOST_COPYING) {
      throw new SyntaxException("Expression is too long", 0);
    }
    try {
      // The library reads on behind a comment that ends the text.
      var program = com.dashjoin.jsonata.Jsonata.jsonata(source + "\n");
      program.setValidateInput(false);
      program.setOutputConvertNulls(false);
      var references = References.of(Syntax.program(program));
      Preparation.prepare(Syntax.program(program));
      Builtins.bindTo(program);
      Operators.bindTo(program);
      return new JsonataExpression(source, field, program, references);
    } catch (JException e) {
      throw new SyntaxException(
          ErrorText.isCode(e.getError())
              ? ErrorText.ofSyntax(e, source)
              : String.valueOf(e.getMessage()),
          Math.clamp(e.getLocation(), 0, source.length()));
    } catch (StackOverflowError e) {
      throw new SyntaxException("Expression is nested too deeply", 0);
    } catch (StringIndexOutOfBoundsException e) {
      // Of all that is left open only a comment makes the library read on behind the text.
      throw new SyntaxException(ErrorText.of("S0106"), source.length());
    } catch (RuntimeException e) {
      var message = String.valueOf(e.getMessage());
      // Otherwise e.g. a regular expression that Java does not take.
      throw new SyntaxException(
          ErrorText.isText(message) ? message : "Syntax error: " + message, 0);
    }
  }

  private static long words(String source) {
    long count = 0;
    boolean inWord = false;
    for (int at = 0; at < source.length(); at++) {
      boolean word =
          Character.isUnicodeIdentifierPart(source.charAt(at))
              || "$`".indexOf(source.charAt(at)) >= 0;
      count += word && !inWord ? 1 : 0;
      inWord = word;
    }
    return count;
  }

  /** A text is not JSONata; the message is what AWS shows in a diagnostic. */
  public static final class SyntaxException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int position;

    SyntaxException(String message, int position) {
      super(message, null, false, false);
      this.position = position;
    }

    /** The character at which parsing stopped, from 0. */
    public int position() {
      return position;
    }
  }
}

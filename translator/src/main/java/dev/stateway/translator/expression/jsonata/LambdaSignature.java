package dev.stateway.translator.expression.jsonata;

import com.dashjoin.jsonata.Parser.Symbol;
import com.dashjoin.jsonata.utils.Signature;
import java.lang.invoke.VarHandle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The signature of a function that an expression defines, checked as those of the language's. */
final class LambdaSignature extends Signature {
  private static final long serialVersionUID = 1L;

  private static final Class<?> PARAMETER = parameter();
  private static final VarHandle PARAMETERS = Syntax.field(Signature.class, "_params", List.class);
  private static final VarHandle TYPE = Syntax.field(PARAMETER, "type", String.class);
  private static final VarHandle REGEX = Syntax.field(PARAMETER, "regex", String.class);
  private static final VarHandle CONTEXT = Syntax.field(PARAMETER, "context", boolean.class);
  private static final VarHandle SUBTYPE = Syntax.field(PARAMETER, "subtype", String.class);

  private final transient dev.stateway.translator.expression.jsonata.Signature checks;

  private LambdaSignature(String text) {
    super(text, "lambda");
    this.checks = dev.stateway.translator.expression.jsonata.Signature.parse(text, "");
  }

  /** Puts one of these in the place of the library's own. */
  static void replace(Symbol lambda) {
    if (lambda.signature instanceof Signature given && !(given instanceof LambdaSignature)) {
      lambda.signature = new LambdaSignature(text(given));
    }
  }

  /** The library keeps no text, only what it read there. */
  private static String text(Signature signature) {
    var text = new StringBuilder("<");
    for (var parameter : (List<?>) PARAMETERS.get(signature)) {
      text.append((String) TYPE.get(parameter));
      if (SUBTYPE.get(parameter) != null) {
        text.append('<').append((String) SUBTYPE.get(parameter)).append('>');
      }
      var regex = (String) REGEX.get(parameter);
      if ((boolean) CONTEXT.get(parameter)) {
        text.append('-');
      } else if (regex.endsWith("?") || regex.endsWith("+")) {
        text.append(regex.charAt(regex.length() - 1));
      }
    }
    return text.append('>').toString();
  }

  private static Class<?> parameter() {
    try {
      return Class.forName(Signature.class.getName() + "$Param");
    } catch (ClassNotFoundException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  @Override
  public Object validate(@Nullable Object arguments, @Nullable Object context) {
    return checks.validate(
        arguments instanceof List<?> list ? list : List.of(),
        context,
        Evaluation.current().calledName());
  }
}

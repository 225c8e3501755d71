package dev.stateway.translator.expression.jsonata;

import com.dashjoin.jsonata.JException;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Calls the library's functions of dates and number words, whose failures carry a text but no code.
 */
final class LibraryText {
  private static final List<String> CODES =
      List.of("D3130", "D3131", "D3132", "D3133", "D3134", "D3135", "D3136");

  private LibraryText() {}

  static @Nullable Object call(Supplier<@Nullable Object> function) {
    try {
      return function.get();
    } catch (JException e) {
      throw e;
    } catch (RuntimeException e) {
      var message = String.valueOf(e.getMessage());
      for (var code : CODES) {
        var template = ErrorText.of(code, "");
        var start =
            template.contains("\"\"") ? template.substring(0, template.indexOf("\"\"")) : template;
        if (message.startsWith(start)) {
          var insert = message.substring(start.length());
          throw JsonataError.coded(code, insert.isEmpty() ? "" : insert.split(" ", 2)[0]);
        }
      }
      throw e;
    }
  }
}

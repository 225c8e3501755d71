package dev.stateway.api.integrations;

import org.jspecify.annotations.Nullable;

/** What is done with a request. */
sealed interface Reply {
  /** The service behind answers it. */
  record Forward() implements Reply {}

  /** Nobody ever answers it. */
  record Hold() implements Reply {}

  /** The connection is closed. */
  record HangUp() implements Reply {}

  /**
   * It is answered with this.
   *
   * @param error the error of the service; absent for a body of its own
   * @param body JSON text, or the message of the error
   */
  record Say(int status, @Nullable String error, String body) implements Reply {
    String text(Asked.Errors form) {
      if (error == null) {
        return body;
      }
      return switch (form) {
        case JSON -> "{\"__type\":\"%s\",\"message\":\"%s\"}".formatted(error, body);
        case QUERY ->
            "<ErrorResponse><Error><Code>%s</Code><Message>%s</Message></Error><RequestId>r-1</RequestId></ErrorResponse>"
                .formatted(error, body);
        case S3 ->
            "<Error><Code>%s</Code><Message>%s</Message><RequestId>r-1</RequestId></Error>"
                .formatted(error, body);
      };
    }
  }

  /** An answer that is good. */
  static Reply good(String body) {
    return new Say(200, null, body);
  }
}

package dev.stateway.api.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/** Gives tests a {@link StatewayServer} on a real Temporal server: one for the whole run. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(StatewayExtension.class)
public @interface WithStateway {
  /** Where the server has its registry: in a file, or in a real PostgreSQL. */
  Registry registry() default Registry.FILE;

  /** The kinds of databases. */
  enum Registry {
    FILE,
    POSTGRESQL
  }
}

package dev.stateway.api.registry;

import dev.stateway.api.StatewayProperties;
import io.r2dbc.h2.H2ConnectionConfiguration;
import io.r2dbc.h2.H2ConnectionFactory;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryOptions;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import org.flywaydb.core.Flyway;

/**
 * Where the registry's tables are.
 *
 * @param connections to work with
 * @param jdbcUrl to bring the tables up to date with
 * @param user for the latter
 * @param password for the latter
 */
record RegistryDatabase(
    ConnectionFactory connections, String jdbcUrl, String user, String password) {
  // Written before it is acknowledged, so that kill -9 loses nothing; open until the process closes
  // it in order; changes of the same state machine wait for each other.
  private static final String H2_SETTINGS =
      ";WRITE_DELAY=0;DB_CLOSE_DELAY=-1;DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=10000";
  private static final Pattern USER_INFO = Pattern.compile("//[^@/]*@");

  static RegistryDatabase of(StatewayProperties properties) {
    var url = properties.databaseUrl();
    return url == null ? file(properties) : postgres(url);
  }

  private static RegistryDatabase file(StatewayProperties properties) {
    var path = properties.data().toAbsolutePath().normalize().resolve("registry");
    var configuration =
        H2ConnectionConfiguration.builder()
            .file(path + H2_SETTINGS)
            .username("stateway")
            .password("")
            .build();
    return new RegistryDatabase(
        new H2ConnectionFactory(configuration),
        "jdbc:h2:file:" + path + H2_SETTINGS,
        "stateway",
        "");
  }

  private static RegistryDatabase postgres(URI url) {
    if (!List.of("postgresql", "postgres").contains(url.getScheme())) {
      throw new IllegalArgumentException(
          "STATEWAY_DATABASE_URL must begin with postgresql://, not " + url.getScheme() + "://");
    }
    var location = url.getRawSchemeSpecificPart();
    var options = ConnectionFactoryOptions.parse("r2dbc:postgresql:" + location);
    return new RegistryDatabase(
        ConnectionFactories.get(options),
        "jdbc:postgresql:" + USER_INFO.matcher(location).replaceFirst("//"),
        String.valueOf(options.getValue(ConnectionFactoryOptions.USER)),
        String.valueOf(options.getValue(ConnectionFactoryOptions.PASSWORD)));
  }

  void migrate() {
    Flyway.configure().dataSource(jdbcUrl, user, password).load().migrate();
  }
}

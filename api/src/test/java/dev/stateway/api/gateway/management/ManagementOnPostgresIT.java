package dev.stateway.api.gateway.management;

import dev.stateway.api.testing.StatewayServer;
import dev.stateway.api.testing.WithStateway;
import dev.stateway.api.testing.WithStateway.Registry;

/** The management API with the registry in a real PostgreSQL. */
@WithStateway(registry = Registry.POSTGRESQL)
class ManagementOnPostgresIT extends ManagementIT {
  ManagementOnPostgresIT(StatewayServer stateway) {
    super(stateway);
  }
}

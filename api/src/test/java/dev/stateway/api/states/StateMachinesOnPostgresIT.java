package dev.stateway.api.states;

import dev.stateway.api.testing.WithStateway;
import dev.stateway.api.testing.WithStateway.Registry;
import software.amazon.awssdk.services.sfn.SfnClient;

/** The operations on state machines with the registry in a real PostgreSQL. */
@WithStateway(registry = Registry.POSTGRESQL)
class StateMachinesOnPostgresIT extends StateMachinesIT {
  StateMachinesOnPostgresIT(SfnClient sfn) {
    super(sfn);
  }
}

package dev.stateway.api.states;

import dev.stateway.api.testing.WithStateway;
import dev.stateway.api.testing.WithStateway.Registry;
import org.junit.jupiter.api.Nested;
import software.amazon.awssdk.services.sfn.SfnClient;

/** The operations on state machines with the registry in a real PostgreSQL. */
class StateMachinesOnPostgresIT {
  @Nested
  @WithStateway(registry = Registry.POSTGRESQL)
  class StateMachines extends StateMachinesIT {
    StateMachines(SfnClient sfn) {
      super(sfn);
    }
  }

  @Nested
  @WithStateway(registry = Registry.POSTGRESQL)
  class Revisions extends StateMachineRevisionsIT {
    Revisions(SfnClient sfn) {
      super(sfn);
    }
  }

  @Nested
  @WithStateway(registry = Registry.POSTGRESQL)
  class Lists extends StateMachineListsIT {
    Lists(SfnClient sfn) {
      super(sfn);
    }
  }

  @Nested
  @WithStateway(registry = Registry.POSTGRESQL)
  class Versions extends VersionsIT {
    Versions(SfnClient sfn) {
      super(sfn);
    }
  }

  @Nested
  @WithStateway(registry = Registry.POSTGRESQL)
  class Aliases extends AliasesIT {
    Aliases(SfnClient sfn) {
      super(sfn);
    }
  }

  @Nested
  @WithStateway(registry = Registry.POSTGRESQL)
  class AliasRefusals extends AliasRefusalsIT {
    AliasRefusals(SfnClient sfn) {
      super(sfn);
    }
  }
}

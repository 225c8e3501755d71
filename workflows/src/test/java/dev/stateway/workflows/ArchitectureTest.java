package dev.stateway.workflows;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

@AnalyzeClasses(packages = "dev.stateway.workflows", importOptions = DoNotIncludeTests.class)
final class ArchitectureTest {
  private static final String[] REPLAYED = {
    "dev.stateway.workflows.interpreter..",
    "dev.stateway.workflows.history..",
    "dev.stateway.workflows.execution..",
    "dev.stateway.workflows.approval..",
    "dev.stateway.workflows.runtime..",
    "dev.stateway.workflows.maprun.."
  };

  @ArchTest
  static final ArchRule replayedCodeHasNoClock =
      noClasses()
          .that()
          .resideInAnyPackage(REPLAYED)
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(OffsetDateTime.class, "now")
          .orShould()
          .callMethod(ZonedDateTime.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Clock.class)
          .because("a replay must see the same time");

  @ArchTest
  static final ArchRule replayedCodeHasNoChance =
      noClasses()
          .that()
          .resideInAnyPackage(REPLAYED)
          .should()
          .callMethod(UUID.class, "randomUUID")
          .orShould()
          .callMethod(Math.class, "random")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Random.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(ThreadLocalRandom.class)
          .because("a replay must see the same values");

  @ArchTest
  static final ArchRule replayedCodeHasNoThreads =
      noClasses()
          .that()
          .resideInAnyPackage(REPLAYED)
          .should()
          .dependOnClassesThat()
          .areAssignableTo(Thread.class)
          .orShould()
          .dependOnClassesThat()
          .resideInAPackage("java.util.concurrent..")
          .because("threads are the runtime's");

  @ArchTest
  static final ArchRule replayedCodeKeepsOrder =
      noClasses()
          .that()
          .resideInAnyPackage(REPLAYED)
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName(HashMap.class.getName())
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName(HashSet.class.getName())
          .because("their order is not the same at every replay");

  @ArchTest
  static final ArchRule onlyTheTemporalPackagesKnowTemporal =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.stateway.workflows.interpreter..",
              "dev.stateway.workflows.history..",
              "dev.stateway.workflows.runtime..",
              "dev.stateway.workflows.inprocess..",
              "dev.stateway.workflows.items..",
              "dev.stateway.workflows.maprun..",
              "dev.stateway.workflows.approval..",
              "dev.stateway.workflows.task..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.temporal..");

  @ArchTest
  static final ArchRule knowsNeitherSpringNorAwsNorOldJackson =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.springframework..", "software.amazon..", "com.fasterxml.jackson.databind..");

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("dev.stateway.workflows.(*)..").should().beFreeOfCycles();
}

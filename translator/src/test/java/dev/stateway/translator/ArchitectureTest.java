package dev.stateway.translator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** The translator is pure: a replay of an execution sees the same machine and the same values. */
@AnalyzeClasses(
    packages = "dev.stateway.translator",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule KNOWS_NOTHING_OF_WHAT_RUNS_IT =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.temporal..",
              "org.springframework..",
              "software.amazon.awssdk..",
              "com.amazonaws..",
              "com.fasterxml.jackson.databind..",
              "java.io..",
              "java.net..",
              "java.nio.file..",
              "java.sql..",
              "org.slf4j..");

  @ArchTest
  static final ArchRule READS_NO_CLOCK =
      noClasses()
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(LocalDate.class, "now")
          .orShould()
          .callMethod(LocalDateTime.class, "now")
          .orShould()
          .callMethod(OffsetDateTime.class, "now")
          .orShould()
          .callMethod(ZonedDateTime.class, "now")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Clock.class);

  @ArchTest
  static final ArchRule DRAWS_NO_RANDOM_VALUES =
      noClasses()
          .should()
          .callMethod(UUID.class, "randomUUID")
          .orShould()
          .callMethod(Math.class, "random")
          .orShould()
          .callConstructor(Random.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(ThreadLocalRandom.class);

  @ArchTest
  static final ArchRule PACKAGES_HAVE_NO_CYCLES =
      slices().matching("dev.stateway.translator.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule KINDS_OF_EXPRESSIONS_HAVE_NO_CYCLES =
      slices().matching("dev.stateway.translator.expression.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule NOTHING_INSIDE_CALLS_THE_ENTRANCE =
      noClasses()
          .that()
          .resideInAPackage("dev.stateway.translator.*..")
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(Translator.class, TranslationResult.class);

  @ArchTest
  static final ArchRule JSON_TEXT_AND_DIAGNOSTICS_STAND_ALONE =
      classes()
          .that()
          .belongToAnyOf(JsonText.class, Diagnostic.class)
          .should()
          .onlyDependOnClassesThat()
          .resideOutsideOfPackage("dev.stateway.translator.*..");
}

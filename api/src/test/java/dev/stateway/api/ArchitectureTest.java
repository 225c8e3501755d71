package dev.stateway.api;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Duration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@AnalyzeClasses(packages = "dev.stateway", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  @ArchTest
  static final ArchRule MODULES_STAND_IN_ONE_LINE =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("api")
          .definedBy("dev.stateway.api..")
          .layer("activities")
          .definedBy("dev.stateway.activities..")
          .layer("workflows")
          .definedBy("dev.stateway.workflows..")
          .layer("translator")
          .definedBy("dev.stateway.translator..")
          .whereLayer("api")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("activities")
          .mayOnlyBeAccessedByLayers("api")
          .whereLayer("workflows")
          .mayOnlyBeAccessedByLayers("api", "activities");

  @ArchTest
  static final ArchRule PACKAGES_HAVE_NO_CYCLES =
      slices().matching("dev.stateway.api.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule NOTHING_WAITS_WHERE_REQUESTS_ARE_SERVED =
      noClasses()
          .should()
          .callMethod(Mono.class, "block")
          .orShould()
          .callMethod(Mono.class, "block", Duration.class)
          .orShould()
          .callMethod(Mono.class, "blockOptional")
          .orShould()
          .callMethod(Flux.class, "blockFirst")
          .orShould()
          .callMethod(Flux.class, "blockLast");

  @ArchTest
  static final ArchRule ONE_JSON_LIBRARY =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.fasterxml.jackson.databind..");
}

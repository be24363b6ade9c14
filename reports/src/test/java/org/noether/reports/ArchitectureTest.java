package org.noether.reports;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The one-way dependencies between modules and between the packages of learning. */
class ArchitectureTest {
  private static final String LEARNING = "org.noether.learning.";

  /** What each package of learning may use besides itself and simulation. */
  private static final Map<String, List<String>> LEARNING_PACKAGES =
      Map.ofEntries(
          Map.entry("tensor", List.of()),
          Map.entry("grad", List.of("tensor")),
          Map.entry("backend", List.of("tensor", "compile")),
          Map.entry("compile", List.of("tensor")),
          Map.entry("group", List.of("tensor")),
          Map.entry("cloud", List.of("tensor", "group")),
          Map.entry("nn", List.of("tensor", "grad", "backend", "compile", "group", "cloud")),
          Map.entry("train", belowTraining()),
          Map.entry("task", tasksMayUse()));

  private static final JavaClasses NOETHER =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("org.noether");

  private static List<String> belowTraining() {
    return List.of("tensor", "grad", "backend", "compile", "group", "cloud", "nn");
  }

  private static List<String> tasksMayUse() {
    return Stream.concat(belowTraining().stream(), Stream.of("train")).toList();
  }

  static Set<String> learningPackages() {
    return new TreeSet<>(LEARNING_PACKAGES.keySet());
  }

  @Test
  void modulesDependOneWay() {
    noClasses()
        .that(resideInAPackage("org.noether.simulation.."))
        .should()
        .dependOnClassesThat(resideInAnyPackage("org.noether.learning..", "org.noether.reports.."))
        .check(NOETHER);
    noClasses()
        .that(resideInAPackage("org.noether.learning.."))
        .should()
        .dependOnClassesThat(resideInAPackage("org.noether.reports.."))
        .check(NOETHER);
  }

  @ParameterizedTest
  @MethodSource("learningPackages")
  void aPackageOfLearningUsesOnlyThoseBelowIt(String name) {
    String[] allowed =
        Stream.concat(Stream.of(name), LEARNING_PACKAGES.get(name).stream())
            .map(used -> LEARNING + used + "..")
            .toArray(String[]::new);
    DescribedPredicate<JavaClass> notBelow =
        resideInAPackage("org.noether.learning..").and(resideOutsideOfPackages(allowed));
    noClasses()
        .that(resideInAPackage(LEARNING + name + ".."))
        .should()
        .dependOnClassesThat(notBelow)
        .allowEmptyShould(true)
        .check(NOETHER);
  }

  @Test
  void packagesDependOnEachOtherInNoCycle() {
    for (String slice :
        List.of(
            "org.noether.(**)",
            "org.noether.learning.(*)..",
            "org.noether.learning.task.(*)..",
            "org.noether.reports.(*)..",
            "org.noether.reports.task.(*)..",
            "org.noether.simulation.(*)..")) {
      slices().matching(slice).should().beFreeOfCycles().check(NOETHER);
    }
  }

  @Test
  void theEngineKnowsNoKindOfTask() {
    noClasses()
        .that(resideInAPackage("org.noether.learning.train.."))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                "org.noether.learning.task..",
                "org.noether.simulation.image..",
                "org.noether.simulation.molecule..",
                "org.noether.simulation.system..",
                "org.noether.simulation.trajectory.."))
        .check(NOETHER);
    noClasses()
        .that(
            resideInAnyPackage(
                "org.noether.learning.task.dynamics..", "org.noether.reports.task.dynamics.."))
        .should()
        .dependOnClassesThat(resideInAnyPackage("..task.molecule..", "..task.image.."))
        .check(NOETHER);
    noClasses()
        .that(
            resideInAnyPackage(
                "org.noether.learning.task.molecule..", "org.noether.reports.task.molecule.."))
        .should()
        .dependOnClassesThat(resideInAnyPackage("..task.dynamics..", "..task.image.."))
        .check(NOETHER);
    noClasses()
        .that(
            resideInAnyPackage(
                "org.noether.learning.task.image..", "org.noether.reports.task.image.."))
        .should()
        .dependOnClassesThat(resideInAnyPackage("..task.dynamics..", "..task.molecule.."))
        .check(NOETHER);
  }

  @Test
  void everyPackageOfLearningHasARule() {
    Set<String> packages =
        NOETHER.stream()
            .map(JavaClass::getPackageName)
            .filter(name -> name.startsWith(LEARNING))
            .map(name -> name.substring(LEARNING.length()).split("\\.", 2)[0])
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(LEARNING_PACKAGES.keySet()).containsAll(packages);
  }

  @Test
  void everyPackageIsNullMarked() {
    List<String> unmarked =
        NOETHER.getPackage("org.noether").getSubpackagesInTree().stream()
            .filter(each -> !each.getClasses().isEmpty())
            .filter(each -> !each.isAnnotatedWith(NullMarked.class))
            .map(JavaPackage::getName)
            .toList();
    assertThat(unmarked).isEmpty();
  }

  @Test
  void onlyTheCommandLineEndsTheProcess() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("org.noether.reports.cli.Main")
        .should()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "halt", int.class)
        .check(NOETHER);
  }

  @Test
  void loggingGoesThroughSlf4j() {
    NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(NOETHER);
  }
}

package io.qqbridge.build;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.util.stream.Stream;

/** Holds the packages to the directions in which they may use each other and libraries. */
class ArchitectureTest {
    private static final String BASE = "io.qqbridge.";
    private static final String[] JDK_AND_ANNOTATIONS = {"java..", "org.jspecify.."};

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("io.qqbridge");

    /** A package, what of ours it may use, and which libraries. */
    private record Room(String name, String[] ours, String... libraries) {}

    private static final Room[] ROOMS = {
        new Room("protocol", of()),
        new Room("event", of(), "com.fasterxml.jackson.."),
        new Room("gateway", of("event")),
        new Room("gateway.tqq", of("gateway", "protocol", "event")),
        new Room("journal", of("gateway", "event"), "org.slf4j.."),
        new Room(
                "component",
                of("gateway", "event"),
                "org.apache.camel..",
                "org.apache.hc..",
                "io.netty.util..",
                "org.slf4j.."),
        new Room("cluster", of("gateway", "event"), "org.apache.kafka..", "org.slf4j.."),
        new Room("metrics", of("gateway", "event"), "io.micrometer.."),
        new Room("tracing", of("gateway", "event"), "io.opentelemetry..", "org.slf4j.."),
        new Room(
                "console",
                of("gateway", "metrics", "event"),
                "io.vertx..",
                "com.fasterxml.jackson..",
                "io.micrometer..",
                "org.slf4j.."),
        new Room(
                "simulator",
                of("protocol"),
                "io.vertx..",
                "com.fasterxml.jackson..",
                "org.slf4j.."),
    };

    private static String[] of(String... names) {
        return names;
    }

    @TestFactory
    Stream<DynamicTest> aPackageUsesOnlyWhatItMay() {
        return Stream.of(ROOMS)
                .map(room -> DynamicTest.dynamicTest(room.name(), () -> check(room)));
    }

    private static void check(Room room) {
        String[] allowed =
                Stream.of(
                                Stream.of(JDK_AND_ANNOTATIONS),
                                Stream.of(BASE + room.name()),
                                Stream.of(room.ours()).map(name -> BASE + name),
                                Stream.of(room.libraries()))
                        .flatMap(packages -> packages)
                        .toArray(String[]::new);
        classes()
                .that()
                .resideInAPackage(BASE + room.name())
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(allowed))
                .check(CLASSES);
    }

    @Test
    void kafkaIsNamedInAppAndClusterAlone() {
        noClasses()
                .that(resideOutsideOfPackages(BASE + "app..", BASE + "cluster.."))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.kafka..", "org.apache.camel.component.kafka..", "kafka..")
                .check(CLASSES);
    }

    @Test
    void theProgramItselfDoesNotKnowTheDemo() {
        noClasses()
                .that()
                .resideInAnyPackage(BASE + "app", BASE + "app.kafka")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(BASE + "app.demo", BASE + "simulator")
                .check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("io.qqbridge.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void everyPackageSaysThatNothingIsNullUnlessMarked() {
        classes()
                .should(
                        new com.tngtech.archunit.lang.ArchCondition<>(
                                "be in a @NullMarked package") {
                            @Override
                            public void check(
                                    com.tngtech.archunit.core.domain.JavaClass type,
                                    com.tngtech.archunit.lang.ConditionEvents events) {
                                boolean marked =
                                        type.getPackage()
                                                .isAnnotatedWith(
                                                        "org.jspecify.annotations.NullMarked");
                                events.add(
                                        new com.tngtech.archunit.lang.SimpleConditionEvent(
                                                type, marked, type.getName()));
                            }
                        })
                .check(CLASSES);
    }
}

package dev.errata.architecture;

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
import java.time.ZonedDateTime;

/** Allowed dependencies between packages. The poms restrict modules; these rules restrict packages. */
@AnalyzeClasses(packages = "dev.errata", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String[] TRANSPORT = {
        "org.apache.kafka..", "io.quarkus..", "io.smallrye..", "jakarta..", "java.net.."
    };

    @ArchTest
    static final ArchRule servicesMeetOnlyOnTopics = slices().matching(Services.SLICES)
            .should()
            .notDependOnEachOther()
            .because("services exchange events, never classes");

    @ArchTest
    static final ArchRule schemasKnowNobody = noClasses()
            .that()
            .resideInAPackage("dev.errata.schemas..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(Services.and(
                    "dev.errata.policy..",
                    "dev.errata.rewardmodel..",
                    "dev.errata.service..",
                    "dev.errata.tasks..",
                    "dev.errata.ops.."));

    @ArchTest
    static final ArchRule thePolicyKnowsNobodyAndNoTransport = noClasses()
            .that()
            .resideInAPackage("dev.errata.policy..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(Services.and(
                    "org.apache.kafka..",
                    "io.quarkus..",
                    "jakarta..",
                    "dev.errata.schemas..",
                    "dev.errata.rewardmodel..",
                    "dev.errata.service..",
                    "dev.errata.tasks..",
                    "dev.errata.ops.."));

    @ArchTest
    static final ArchRule servicesDoNotKnowWhatRunsThem = noClasses()
            .that()
            .resideInAnyPackage(Services.and())
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.errata.ops..", "dev.errata.tasks.arithmetic..");

    @ArchTest
    static final ArchRule tasksKnowNoService = noClasses()
            .that()
            .resideInAPackage("dev.errata.tasks..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(Services.and("dev.errata.service..", "dev.errata.ops.."))
            .because("a task is questions and models, which any service may be given");

    @ArchTest
    static final ArchRule theMonitorReadsTopicsAndNothingElse = noClasses()
            .that()
            .resideInAPackage("dev.errata.ops.monitor..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(Services.and("dev.errata.policy..", "dev.errata.rewardmodel..", "dev.errata.tasks.."));

    @ArchTest
    static final ArchRule theMathsIsPure = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.errata.learner.freshness..",
                    "dev.errata.rewardmodel.judge..",
                    "dev.errata.rewardmodel.alignment..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache.kafka..",
                    "io.quarkus..",
                    "jakarta..",
                    "java.io..",
                    "java.nio.file..",
                    "java.net..",
                    "org.slf4j..",
                    "org.jboss.logging..");

    @ArchTest
    static final ArchRule theObjectivesAndTheSamplerKnowNoTransport = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.errata.learner.objective..", "dev.errata.policy.sampling..", "dev.errata.tasks.arithmetic")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(TRANSPORT);

    @ArchTest
    static final ArchRule nobodyReadsTheClockInPassing = noClasses()
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(ZonedDateTime.class, "now")
            .because("time is handed in as a " + Clock.class.getSimpleName() + ", so that a run can be replayed");

    @ArchTest
    static final ArchRule noCycles =
            slices().matching("dev.errata.(*).(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule noCyclesWithinOps =
            slices().matching("dev.errata.ops.(*).(*)..").should().beFreeOfCycles();
}

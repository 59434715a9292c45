package dev.errata.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The skeleton of services hosts any loop: it knows nothing of reinforcement learning, and it alone hosts loops. */
@AnalyzeClasses(packages = "dev.errata", importOptions = ImportOption.DoNotIncludeTests.class)
class ServiceSkeletonTest {

    private static final String[] FRAMEWORK = {
        "dev.errata.service..", "io.quarkus..", "io.micrometer..", "io.smallrye..", "jakarta..", "org.jboss.."
    };

    @ArchTest
    static final ArchRule theSkeletonKnowsNoReinforcementLearning = noClasses()
            .that()
            .resideInAPackage("dev.errata.service..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.errata.policy..",
                    "dev.errata.rewardmodel..",
                    "dev.errata.rewards..",
                    "dev.errata.actors..",
                    "dev.errata.learner..",
                    "dev.errata.evaluator..",
                    "dev.errata.tasks..",
                    "dev.errata.ops..")
            .because("a new service brings its flow, its settings and its parts, and nothing else");

    @ArchTest
    static final ArchRule theMeasurementNeedsNoFramework = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.errata.evaluator.benchmark..",
                    "dev.errata.evaluator.grading..",
                    "dev.errata.evaluator.report..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(FRAMEWORK)
            .because("the commands use these classes without the framework, which is an optional dependency");

    @ArchTest
    static final ArchRule theObjectivesNeedNoFramework = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.errata.learner.objective..",
                    "dev.errata.learner.advantage..",
                    "dev.errata.learner.freshness..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(FRAMEWORK)
            .because("the benchmarks use these classes without the framework, which is an optional dependency");
}

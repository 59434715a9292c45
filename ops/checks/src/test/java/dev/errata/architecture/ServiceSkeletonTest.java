package dev.errata.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaModifier;
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
            .resideInAnyPackage(Services.and(
                    "dev.errata.policy..", "dev.errata.rewardmodel..", "dev.errata.tasks..", "dev.errata.ops.."))
            .because("a new service brings its flow, its settings and its parts, and nothing else");

    @ArchTest
    static final ArchRule everyServiceIsInThePackagesThatTheRulesName = classes()
            .that()
            .areAssignableTo("dev.errata.service.HostedService")
            .and()
            .doNotHaveModifier(JavaModifier.ABSTRACT)
            .and()
            .resideOutsideOfPackage("dev.errata.ops..")
            .should()
            .resideInAnyPackage(Services.and())
            .because("the rules about services hold only for those named in Services.NAMES: add the new service's"
                    + " package there");

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

package dev.errata.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What belongs into a module, and what does not. */
@AnalyzeClasses(packages = "dev.errata", importOptions = ImportOption.DoNotIncludeTests.class)
class ModulesTest {

    private static final String[] SERVICES = {
        "dev.errata.actors..", "dev.errata.rewards..", "dev.errata.learner..", "dev.errata.evaluator.."
    };

    @ArchTest
    static final ArchRule theRewardModelKnowsNoKafkaAndNoQuarkus = noClasses()
            .that()
            .resideInAPackage("dev.errata.rewardmodel..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache.kafka..", "io.quarkus..", "io.smallrye..", "jakarta..", "org.eclipse.microprofile..")
            .because("an answer's worth does not depend on how it arrives");

    @ArchTest
    static final ArchRule theRewardModelKnowsNoServiceAndNoTask = noClasses()
            .that()
            .resideInAPackage("dev.errata.rewardmodel..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.errata.service..", "dev.errata.tasks..", "dev.errata.ops..")
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage(SERVICES)
            .because("services and tasks use the reward model; a task's teacher is found as a plug-in");

    @ArchTest
    static final ArchRule tasksKnowNoService = noClasses()
            .that()
            .resideInAPackage("dev.errata.tasks..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.errata.service..", "dev.errata.ops..")
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage(SERVICES)
            .because("a task is questions and models, which any service may be given");

    @ArchTest
    static final ArchRule theHostOfAServiceKnowsNoLearning = noClasses()
            .that()
            .resideInAPackage("dev.errata.service..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.errata.policy..", "dev.errata.rewardmodel..", "dev.errata.tasks..", "dev.errata.ops..")
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage(SERVICES)
            .because("it hosts any loop in a process");

    @ArchTest
    static final ArchRule theVectorBackendDoesNotKnowPyTorch = noClasses()
            .that()
            .resideInAPackage("dev.errata.policy.vector..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.errata.policy.torch..")
            .because("each backend can be read, changed and removed without the other");

    @ArchTest
    static final ArchRule theTorchBackendDoesNotKnowTheVectors = noClasses()
            .that()
            .resideInAPackage("dev.errata.policy.torch..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.errata.policy.vector..")
            .because("each backend can be read, changed and removed without the other");

    @ArchTest
    static final ArchRule nobodyNamesABackend = noClasses()
            .that()
            .resideOutsideOfPackages("dev.errata.policy.torch..", "dev.errata.policy.vector..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.errata.policy.torch..", "dev.errata.policy.vector..")
            .because("everybody works with the interface Backend, whichever computes");
}

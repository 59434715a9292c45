package dev.errata.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;

/** The reward model is a library, and of the scorer only its worker computes with it. */
@AnalyzeClasses(packages = "dev.errata", importOptions = ImportOption.DoNotIncludeTests.class)
class RewardModelWallTest {

    @ArchTest
    static final ArchRule theRewardModelKnowsNoTransportAndNoService = noClasses()
            .that()
            .resideInAPackage("dev.errata.rewardmodel..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(Services.and(
                    "org.apache.kafka..",
                    "io.quarkus..",
                    "io.smallrye..",
                    "jakarta..",
                    "dev.errata.service..",
                    "dev.errata.tasks..",
                    "dev.errata.ops.."))
            .because("what an answer is worth does not depend on how it arrives, and tasks plug themselves in");

    @ArchTest
    static final ArchRule judgingAndAligningKnowNoPolicy = noClasses()
            .that()
            .resideInAnyPackage("dev.errata.rewardmodel.judge..", "dev.errata.rewardmodel.alignment..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.errata.policy..", "ai.djl..")
            .because("the topology judges and aligns without tensors");

    @ArchTest
    static final ArchRule ofTheScorerOnlyTheWorkerComputesWithTheRewardModel = noClasses()
            .that()
            .resideInAPackage("dev.errata.rewards..")
            .and()
            .resideOutsideOfPackage("dev.errata.rewards.worker..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.errata.policy..", "dev.errata.rewardmodel.rewrite..", "ai.djl..")
            .because("judging and scoring need no tensors");

    @ArchTest
    static final ArchRule actorsOnlyAskWhetherAnswersCanBeJudged = noClasses()
            .that()
            .resideInAPackage("dev.errata.actors..")
            .should()
            .dependOnClassesThat(resideInAPackage("dev.errata.rewardmodel..")
                    .and(not(resideInAnyPackage("dev.errata.rewardmodel.judge..", "dev.errata.rewardmodel.plugins.."))))
            .because("an actor refuses questions that cannot be judged, and computes no reward");

    @ArchTest
    static final ArchRule theRulesOfScoringKnowNoKafkaClient = noClasses()
            .that()
            .resideInAPackage("dev.errata.rewards.rules..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka..")
            .because("what makes a score can be read and tested without a broker");

    @ArchTest
    static final ArchRule noPackagesOfScorerAndRewardModelFormACircle =
            slices().assignedFrom(new Packages()).should().beFreeOfCycles();

    /** One slice per package of the scorer and of the reward model, root packages included. */
    private static final class Packages implements SliceAssignment {

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
            String name = javaClass.getPackageName();
            boolean ours = (name + '.').startsWith("dev.errata.rewards.")
                    || (name + '.').startsWith("dev.errata.rewardmodel.");
            return ours ? SliceIdentifier.of(name) : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "the packages of the scorer and of the reward model";
        }
    }
}

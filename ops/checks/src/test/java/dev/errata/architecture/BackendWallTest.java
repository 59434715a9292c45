package dev.errata.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The wall between the policy and its two backends; decision 0041 says why it stands. */
@AnalyzeClasses(packages = "dev.errata", importOptions = ImportOption.DoNotIncludeTests.class)
class BackendWallTest {

    private static final String TORCH = "dev.errata.policy.torch..";
    private static final String VECTOR = "dev.errata.policy.vector..";

    @ArchTest
    static final ArchRule torchDoesNotKnowVector = noClasses()
            .that()
            .resideInAPackage(TORCH)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(VECTOR)
            .because("each backend can be understood and removed by itself");

    @ArchTest
    static final ArchRule vectorDoesNotKnowTorch = noClasses()
            .that()
            .resideInAPackage(VECTOR)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(TORCH)
            .because("each backend can be understood and removed by itself");

    @ArchTest
    static final ArchRule onlyTheChoiceNamesABackend = noClasses()
            .that()
            .resideOutsideOfPackages(TORCH, VECTOR)
            .and()
            .doNotHaveFullyQualifiedName("dev.errata.policy.Backends")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(TORCH, VECTOR)
            .because("everybody else computes through dev.errata.policy.backend");

    @ArchTest
    static final ArchRule onlyTorchComputesWithDjl = noClasses()
            .that()
            .resideOutsideOfPackages(TORCH, "dev.errata.policy.tokenizer..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("ai.djl..")
            .because("tensors of DJL belong to the PyTorch backend");

    @ArchTest
    static final ArchRule theTokenizerUsesOnlyDjlsTokenizers = noClasses()
            .that()
            .resideInAPackage("dev.errata.policy.tokenizer..")
            .should()
            .dependOnClassesThat(resideInAPackage("ai.djl..").and(resideOutsideOfPackage("ai.djl.huggingface..")))
            .because("a tokenizer needs no tensors");

    @ArchTest
    static final ArchRule onlyVectorUsesTheVectorApi = noClasses()
            .that()
            .resideOutsideOfPackage(VECTOR)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jdk.incubator.vector..")
            .because("a virtual machine without the incubator module must still run all else");

    @ArchTest
    static final ArchRule theInterfacesDoNotKnowWhoUsesThem = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.errata.policy.backend..",
                    "dev.errata.policy.training..",
                    "dev.errata.policy.sampling..",
                    "dev.errata.policy.network..",
                    TORCH,
                    VECTOR)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.errata.policy")
            .because("Policy and Trainer stand above the backends, not below");
}

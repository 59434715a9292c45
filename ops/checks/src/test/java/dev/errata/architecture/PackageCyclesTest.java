package dev.errata.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;

/** No cycles between packages: the root package of a module counts as one, like every other. */
@AnalyzeClasses(packages = "dev.errata", importOptions = ImportOption.DoNotIncludeTests.class)
class PackageCyclesTest {

    @ArchTest
    static void packagesHaveNoCycle(JavaClasses classes) {
        PackageGraph graph = new PackageGraph();
        for (JavaClass type : classes) {
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                if (target.getPackageName().startsWith("dev.errata")) {
                    graph.add(
                            type.getPackageName(),
                            target.getPackageName(),
                            type.getSimpleName() + " uses " + target.getSimpleName());
                }
            }
        }
        assertThat(graph.cycles())
                .as("packages that depend on each other, each with an example for every arrow")
                .isEmpty();
    }
}

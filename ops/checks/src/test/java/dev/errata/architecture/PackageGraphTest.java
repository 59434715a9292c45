package dev.errata.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Cycles in a graph of packages. */
class PackageGraphTest {

    @Test
    void aChainOfPackagesHasNoCycle() {
        assertThat(graph("a>b", "b>c", "a>c", "a>a").cycles()).isEmpty();
    }

    @Test
    void twoPackagesThatDependOnEachOtherAreACycle() {
        assertThat(graph("a>b", "b>a", "b>c").cycles()).containsExactly(Map.of("a -> b", "a>b", "b -> a", "b>a"));
    }

    @Test
    void aCycleOfThreePackagesIsFoundWithoutPackagesThatOnlyLeadToIt() {
        assertThat(graph("x>a", "a>b", "b>c", "c>a", "c>y").cycles())
                .containsExactly(Map.of("a -> b", "a>b", "b -> c", "b>c", "c -> a", "c>a"));
    }

    @Test
    void everyCycleIsFoundEvenIfOneLeadsToAnother() {
        assertThat(graph("a>b", "b>a", "b>c", "c>d", "d>c", "e>f", "f>e").cycles())
                .extracting(Map::keySet)
                .extracting(List::copyOf)
                .containsExactly(List.of("a -> b", "b -> a"), List.of("c -> d", "d -> c"), List.of("e -> f", "f -> e"));
    }

    @Test
    void aPackageAndItsParentCountAsTwo() {
        assertThat(graph("a.b>a", "a>a.b").cycles()).hasSize(1);
    }

    private static PackageGraph graph(String... arrows) {
        PackageGraph graph = new PackageGraph();
        for (String arrow : arrows) {
            String[] ends = arrow.split(">");
            graph.add(ends[0], ends[1], arrow);
        }
        return graph;
    }
}

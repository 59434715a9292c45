package dev.errata.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Circles in a graph of packages. */
class PackageGraphTest {

    @Test
    void packagesInALineHaveNoCircle() {
        assertThat(graph("a>b", "b>c", "a>c", "a>a").circles()).isEmpty();
    }

    @Test
    void twoPackagesThatDependOnEachOtherAreACircle() {
        assertThat(graph("a>b", "b>a", "b>c").circles()).containsExactly(Map.of("a -> b", "a>b", "b -> a", "b>a"));
    }

    @Test
    void aCircleThroughAThirdPackageIsFoundWithoutThoseThatOnlyLeadToIt() {
        assertThat(graph("x>a", "a>b", "b>c", "c>a", "c>y").circles())
                .containsExactly(Map.of("a -> b", "a>b", "b -> c", "b>c", "c -> a", "c>a"));
    }

    @Test
    void everyCircleIsFoundAlsoWhereOneLeadsToAnother() {
        assertThat(graph("a>b", "b>a", "b>c", "c>d", "d>c", "e>f", "f>e").circles())
                .extracting(Map::keySet)
                .extracting(List::copyOf)
                .containsExactly(List.of("a -> b", "b -> a"), List.of("c -> d", "d -> c"), List.of("e -> f", "f -> e"));
    }

    @Test
    void aPackageAndTheOneAboveItAreTwo() {
        assertThat(graph("a.b>a", "a>a.b").circles()).hasSize(1);
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

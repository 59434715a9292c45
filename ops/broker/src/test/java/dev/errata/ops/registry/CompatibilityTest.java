package dev.errata.ops.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;

class CompatibilityTest {

    private static final Schema ONE =
            SchemaBuilder.record("R").fields().requiredInt("a").endRecord();
    private static final Schema WITH_DEFAULT =
            SchemaBuilder.record("R").fields().requiredInt("a").optionalInt("b").endRecord();
    private static final Schema WITHOUT_DEFAULT =
            SchemaBuilder.record("R").fields().requiredInt("a").requiredInt("b").endRecord();

    @Test
    void backwardTakesANewFieldWithADefaultOnly() {
        assertThat(Compatibility.BACKWARD.objections(WITH_DEFAULT, List.of(ONE)))
                .isEmpty();
        assertThat(Compatibility.BACKWARD.objections(WITHOUT_DEFAULT, List.of(ONE)))
                .singleElement()
                .asString()
                .contains("b");
    }

    @Test
    void forwardTakesANewFieldButLosesNoneWithoutADefault() {
        assertThat(Compatibility.FORWARD.objections(WITHOUT_DEFAULT, List.of(ONE)))
                .isEmpty();
        assertThat(Compatibility.FORWARD.objections(ONE, List.of(WITHOUT_DEFAULT)))
                .isNotEmpty();
    }

    @Test
    void fullCompatibilityNeedsBothDirections() {
        assertThat(Compatibility.FULL.objections(WITH_DEFAULT, List.of(ONE))).isEmpty();
        assertThat(Compatibility.FULL.objections(WITHOUT_DEFAULT, List.of(ONE))).isNotEmpty();
    }

    @Test
    void onlyTransitiveLevelsCompareEarlierVersions() {
        // b has a default in version 2, none in version 3: version 3 reads 2, not 1.
        List<Schema> earlier = List.of(ONE, WITH_DEFAULT);
        Schema third = SchemaBuilder.record("R")
                .fields()
                .requiredInt("a")
                .name("b")
                .type()
                .unionOf()
                .nullType()
                .and()
                .intType()
                .endUnion()
                .noDefault()
                .endRecord();
        assertThat(Compatibility.BACKWARD.objections(third, earlier)).isEmpty();
        assertThat(Compatibility.BACKWARD_TRANSITIVE.objections(third, earlier)).isNotEmpty();
    }

    @Test
    void compatibilityNoneAllowsEveryChange() {
        assertThat(Compatibility.NONE.objections(Schema.create(Schema.Type.INT), List.of(ONE)))
                .isEmpty();
    }

    @Test
    void anUnknownLevelIsRefusedWithTheKnownOnes() {
        assertThatThrownBy(() -> Compatibility.of("SIDEWAYS"))
                .isInstanceOf(RegistryError.class)
                .hasMessageContaining("FULL_TRANSITIVE");
    }
}

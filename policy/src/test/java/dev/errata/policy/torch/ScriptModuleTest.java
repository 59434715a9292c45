package dev.errata.policy.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.errata.policy.backend.ComputeThreads;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ScriptModuleTest {

    private static final String HEAD =
            """
            class Decoder(Module):
              __parameters__ = []
              __buffers__ = []
              training : bool
              _is_full_backward_hook : Optional[bool]
              factor : float
              count : int
              negative : bool
            """;

    private static final Map<String, Object> ATTRIBUTES = Map.of("factor", 2.5, "count", 3, "negative", true);

    @BeforeAll
    static void configure() {
        ComputeThreads.configure(1);
    }

    @Test
    void aMethodSeesItsArgumentsAndTheAttributes() {
        String source = HEAD
                + """
                  # x and every y have one number
                  def affine(self, x: Tensor, ys: List[Tensor]) -> List[Tensor]:
                    sum = x * self.factor
                    for y in ys:
                      sum = sum + y
                    if self.negative:
                      sum = torch.neg(sum)
                    return [sum, sum + self.count]
                """;
        try (NDManager manager = TorchEngine.newManager("cpu");
                ScriptModule module = new ScriptModule(manager, source, ATTRIBUTES)) {
            NDArray x = manager.create(2f);
            NDList ys = new NDList(manager.create(1f), manager.create(10f));
            NDList result = module.evaluate(manager, "affine", x, ys);
            assertThat(result.get(0).toFloatArray()).containsExactly(-16f);
            assertThat(result.get(1).toFloatArray()).containsExactly(-13f);
        }
    }

    @Test
    void aTextThatDoesNotCompileIsRefusedWithTheLine() {
        String source = HEAD + "  def f(self, x: Tensor) -> Tensor:\n    return torch.no_such_operation(x)\n";
        try (NDManager manager = TorchEngine.newManager("cpu")) {
            assertThatThrownBy(() -> new ScriptModule(manager, source, ATTRIBUTES))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("no_such_operation");
        }
    }

    @Test
    void threadsCannotChangeOnceTheEngineRuns() {
        TorchEngine.newManager("cpu").close();
        assertThatThrownBy(() -> ComputeThreads.configure(61))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("before its first use");
        assertThatThrownBy(() -> ComputeThreads.configure(0)).isInstanceOf(IllegalArgumentException.class);
    }
}

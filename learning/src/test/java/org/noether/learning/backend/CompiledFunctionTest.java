package org.noether.learning.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;
import org.noether.learning.testing.OffHeapBackend;

class CompiledFunctionTest {
  private final Backend backend = new OffHeapBackend(Backends.choose("reference").backend());
  private final Graph graph = new Graph();
  private final Tensor x = graph.input("x", Shape.of(2, 3));
  private final Tensor scale = graph.input("scale", Shape.SCALAR);
  private final Tensor unread = graph.input("unread", Shape.of(2));
  private final CompiledFunction function =
      new CompiledFunction(backend, List.of(x.mul(scale), x.sum()));

  private static final double[] NUMBERS = {1, 2, 3, 4, 5, 6};

  @Test
  void takesNumbersByNameAndGivesThoseOfEachOutput() {
    List<double[]> outputs =
        function.call(
            Map.of(
                "x",
                NUMBERS,
                "scale",
                new double[] {2},
                "unread",
                new double[unread.shape().size()]));

    assertThat(outputs).hasSize(2);
    assertThat(outputs.get(0)).containsExactly(2, 4, 6, 8, 10, 12);
    assertThat(outputs.get(1)).containsExactly(21);
  }

  @Test
  void computesOnTheDefaultBackendWhereNoneIsNamed() {
    assertThat(CompiledFunction.of(x.square()).backend()).isSameAs(Backends.choose().backend());
    assertThat(CompiledFunction.of(x.square(), x).call(Map.of("x", NUMBERS)).getFirst())
        .containsExactly(1, 4, 9, 16, 25, 36);
  }

  @Test
  void namesTheInputWhoseShapeDoesNotFit() {
    Call call = function.newCall();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> function.call(Map.of("x", new double[5])))
        .withMessage("input 'x' of shape [2, 3] takes 6 numbers, not 5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> call.set("scale"))
        .withMessage("input 'scale' of shape [] takes 1 numbers, not 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> call.set("unread", 1, 2, 3))
        .withMessage("input 'unread' of shape [2] takes 2 numbers, not 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> call.set("x", backend.allocate(7), 2))
        .withMessage("input 'x' of shape [2, 3] takes 6 numbers from 2, but its buffer holds 7");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> call.store(0, backend.allocate(7), 2))
        .withMessage("output 0 of shape [2, 3] takes 6 numbers from 2, but its buffer holds 7");
  }

  @Test
  void refusesNamesThatTheGraphDoesNotHave() {
    Call call = function.newCall();
    String known = "there is no input 'y', only [scale, unread, x]";
    assertThatIllegalArgumentException().isThrownBy(() -> call.set("y", 1)).withMessage(known);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> call.set("y", backend.allocate(1), 0))
        .withMessage(known);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> call.setIndices("y", 1))
        .withMessage(known);
  }

  @Test
  void namesTheInputThatIsMissing() {
    assertThatIllegalStateException()
        .isThrownBy(() -> function.call(Map.of("x", NUMBERS)))
        .withMessage("input 'scale' is not bound");
    assertThatIllegalStateException().isThrownBy(() -> function.newCall().get(0));
  }

  @Test
  void tellsWhichInputsItReads() {
    assertThat(function.inputShape("x")).contains(Shape.of(2, 3));
    assertThat(function.inputShape("unread")).isEmpty();
    assertThat(function.inputShape("y")).isEmpty();
  }

  @Test
  void readsAndStoresPartsOfBuffersUntilToldOtherwise() {
    Buffer vector = backend.allocate(20);
    backend.upload(NUMBERS, vector, 3);
    Call call = function.newCall();
    call.set("x", vector, 3);
    call.set("scale", 10);
    call.set("unread", vector, 19);
    call.store(0, vector, 10);

    call.run();

    assertThat(backend.download(vector, 9, 8)).containsExactly(0, 10, 20, 30, 40, 50, 60, 0);
    assertThat(call.get(0)).containsExactly(10, 20, 30, 40, 50, 60);
    assertThat(call.get(0, 2)).containsExactly(10, 20);
    call.set("x", NUMBERS);
    call.set("scale", -1);
    backend.fill(vector, 0, 10, 100);
    call.run();
    assertThat(backend.download(vector, 10, 6)).containsExactly(-1, -2, -3, -4, -5, -6);
    assertThat(call.get(1)).containsExactly(21);
  }

  @Test
  void takesIndices() {
    Tensor rows = graph.indexInput("rows", Shape.of(2), 2);
    Call call = new CompiledFunction(backend, List.of(x.gather(rows))).newCall();
    call.set("x", NUMBERS);
    call.setIndices("rows", 1, 0);

    call.run();

    assertThat(call.get(0)).containsExactly(4, 5, 6, 1, 2, 3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> call.setIndices("rows", 1, 2))
        .withMessageContainingAll("'rows'", "index 2");
  }

  @Test
  void callsDoNotShareWhatTheyWereSetTo() {
    Call one = function.newCall();
    Call other = function.newCall(2, null);
    one.set("x", NUMBERS);
    one.set("scale", 1);
    other.set("x", new double[6]);
    other.set("scale", 1);

    one.run();
    other.run();

    assertThat(one.get(1)).containsExactly(21);
    assertThat(other.get(1)).containsExactly(0);
    Call next = function.newCall(1, other);
    next.set("x", NUMBERS);
    next.set("scale", 3);
    next.run();
    assertThat(next.get(0)).containsExactly(3, 6, 9, 12, 15, 18);
  }
}

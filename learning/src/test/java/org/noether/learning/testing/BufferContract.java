package org.noether.learning.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Backends;
import org.noether.learning.backend.Buffer;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Shape;

/** What every backend does with its buffers; part of {@link BackendContract}. */
public interface BufferContract {

  /** Returns the backend that is tested. */
  Backend backend();

  private Buffer holding(double... numbers) {
    Buffer buffer = backend().allocate(numbers.length);
    backend().upload(numbers, buffer, 0);
    return buffer;
  }

  @Test
  default void buffersBeginWithZeros() {
    Buffer buffer = backend().allocate(1000);

    assertThat(buffer.size()).isEqualTo(1000);
    assertThat(buffer.backend()).isSameAs(backend());
    assertThat(backend().download(buffer)).containsExactly(new double[1000]);
  }

  @Test
  default void numbersAreRoundedToThePrecision() {
    double[] numbers = {
      1.0 / 3, -0.0, 1e-300, 1e300, Double.NaN, Double.NEGATIVE_INFINITY, 1 + 0x1p-24 + 0x1p-40
    };
    double[] rounded = Arrays.stream(numbers).map(backend().precision()::round).toArray();

    assertThat(backend().download(holding(numbers))).containsExactly(rounded);
  }

  @Test
  default void numbersAreUploadedAndDownloadedInPlace() {
    Buffer buffer = holding(1, 2, 3, 4, 5);
    double[] numbers = {-6, -7};

    backend().upload(numbers, buffer, 2);
    numbers[0] = 99;

    assertThat(backend().download(buffer)).containsExactly(1, 2, -6, -7, 5);
    assertThat(backend().download(buffer, 1, 3)).containsExactly(2, -6, -7);
    double[] downloaded = backend().download(buffer);
    downloaded[0] = 99;
    assertThat(backend().download(buffer, 0, 1)).containsExactly(1);
  }

  @Test
  default void numbersAreCopiedFromPlaceToPlace() {
    Buffer from = holding(1, 2, 3, 4, 5);
    Buffer to = holding(-1, -2, -3, -4);

    backend().copy(from, 2, to, 1, 2);

    assertThat(backend().download(to)).containsExactly(-1, 3, 4, -4);
    assertThat(backend().download(from)).containsExactly(1, 2, 3, 4, 5);
    backend().copy(from, 0, from, 3, 2);
    assertThat(backend().download(from)).containsExactly(1, 2, 3, 1, 2);
  }

  @Test
  default void placesAreFilled() {
    Buffer buffer = holding(1, 2, 3, 4, 5);

    backend().fill(buffer, 1, 3, 1.0 / 3);

    double third = backend().precision().round(1.0 / 3);
    assertThat(backend().download(buffer)).containsExactly(1, third, third, third, 5);
  }

  /** One is lost where it is added to a number whose last place is 2, and is not after that. */
  @Test
  default void buffersAreAddedInTheirOrder() {
    double large = 2 / backend().precision().unitRoundoff();
    Buffer ones = holding(1, 1, 1, 1);
    Buffer more = holding(large, large, large, large);
    Buffer less = holding(-large, -large, -large, -large);
    Buffer sum = holding(7, 7, 7, 7);

    backend().sum(List.of(more, ones, less), sum, 0, 2);
    backend().sum(List.of(more, less, ones), sum, 2, 1);

    assertThat(backend().download(sum)).containsExactly(0, 0, 1, 7);
    backend().sum(List.of(less), sum, 1, 3);
    assertThat(backend().download(sum)).containsExactly(0, -large, -large, -large);
    assertThat(backend().download(ones)).containsExactly(1, 1, 1, 1);
  }

  @Test
  default void nothingIsAlsoANumberOfNumbers() {
    Buffer empty = backend().allocate(0);
    Buffer full = holding(1, 2);

    backend().upload(new double[0], empty, 0);
    backend().upload(new double[0], full, 2);
    backend().copy(empty, 0, full, 2, 0);
    backend().fill(full, 2, 0, 5);
    backend().sum(List.of(full, full), full, 1, 0);

    assertThat(backend().download(empty)).isEmpty();
    assertThat(backend().download(full, 2, 0)).isEmpty();
    assertThat(backend().download(full)).containsExactly(1, 2);
  }

  @Test
  default void placesBeyondABufferAreRefused() {
    Buffer buffer = holding(1, 2, 3);
    Buffer longer = holding(1, 2, 3, 4);
    List<Consumer<Backend>> beyond =
        List.of(
            b -> b.upload(new double[2], buffer, 2),
            b -> b.upload(new double[1], buffer, -1),
            b -> b.download(buffer, 1, 3),
            b -> b.download(buffer, -1, 2),
            b -> b.copy(longer, 0, buffer, 0, 4),
            b -> b.copy(buffer, 2, longer, 0, 2),
            b -> b.copy(buffer, 0, longer, -1, 2),
            b -> b.fill(buffer, 2, 2, 0),
            b -> b.fill(buffer, -1, 2, 0),
            b -> b.sum(List.of(longer, longer), buffer, 2, 2),
            b -> b.sum(List.of(longer, buffer), longer, 2, 2));
    for (Consumer<Backend> action : beyond) {
      assertThatExceptionOfType(IndexOutOfBoundsException.class)
          .isThrownBy(() -> action.accept(backend()));
    }
    assertThat(backend().download(buffer)).containsExactly(1, 2, 3);
  }

  @Test
  default void buffersOfAnotherBackendAreRefused() {
    Backend other = new OffHeapBackend(Backends.choose("reference").backend());
    Buffer theirs = other.allocate(3);
    Buffer ours = holding(1, 2, 3);
    var execution =
        backend().compile(List.of(new Graph().input("x", Shape.of(3)).add(1))).newExecution();
    List<Consumer<Backend>> mixed =
        List.of(
            b -> b.upload(new double[1], theirs, 0),
            b -> b.download(theirs),
            b -> b.copy(theirs, 0, ours, 0, 1),
            b -> b.copy(ours, 0, theirs, 0, 1),
            b -> b.fill(theirs, 0, 1, 0),
            b -> b.sum(List.of(ours), theirs, 0, 1),
            b -> b.sum(List.of(ours, theirs), ours, 0, 1),
            _ -> execution.bind("x", theirs, 0));
    for (Consumer<Backend> action : mixed) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> action.accept(backend()))
          .withMessageContainingAll("'" + backend().name() + "'", "'off-heap reference'");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> execution.bind("x", theirs, 0))
        .withMessageContaining("input 'x'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> execution.bindOutput(0, theirs, 0))
        .withMessageContaining("output 0");
  }
}

package org.noether.simulation.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShuffleTest {
  @ParameterizedTest(name = "{0} elements of {1} bytes and {2} bytes more")
  @CsvSource({"0, 8, 0", "1, 8, 0", "7, 8, 3", "8, 8, 0", "9, 8, 7", "64, 8, 0", "1003, 8, 1"})
  @CsvSource({"9, 4, 3", "17, 2, 1", "5, 1, 0", "11, 3, 2", "100, 4, 0"})
  void bytesOfElementsComeTogether(int elements, int elementBytes, int rest) {
    var plain = new byte[elements * elementBytes + rest];
    new Random(elements).nextBytes(plain);

    assertThat(Shuffle.undo(ByteBuffer.wrap(shuffled(plain, elementBytes)), elementBytes).array())
        .isEqualTo(plain);
  }

  /** By the definition of the filter, element by element. */
  private static byte[] shuffled(byte[] plain, int elementBytes) {
    byte[] shuffled = plain.clone();
    int elements = plain.length / elementBytes;
    for (int i = 0; i < elements * elementBytes; i++) {
      shuffled[i % elementBytes * elements + i / elementBytes] = plain[i];
    }
    return shuffled;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -8})
  void elementsHaveBytes(int elementBytes) {
    assertThatThrownBy(() -> Shuffle.undo(ByteBuffer.allocate(8), elementBytes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("elements of %d bytes", elementBytes);
  }
}

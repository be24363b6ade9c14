package org.noether.simulation.io;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {
  @Test
  void replacesWhatATerminalWouldObeyAndNothingElse() {
    assertThat(Printable.of("a\u001b[2J\r\n\u0000\u007f\u009b\u202e\u2028b"))
        .isEqualTo("a?[2J???????b");
    assertThat(Printable.of("é 'x' \ud83d\ude00")).isEqualTo("é 'x' \ud83d\ude00");
  }

  @Test
  void escapesInJsonWhatATerminalWouldObey() {
    assertThat(Printable.json("{\"a\":\"é\u007f\u009b\u202e\udb40\udc01\\n\"}"))
        .isEqualTo("{\"a\":\"é\\u007F\\u009B\\u202E\\uDB40\\uDC01\\n\"}");
  }
}

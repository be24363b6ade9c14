package org.noether.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class TrainingLogTest {
  private static String told(Consumer<TrainingLog> event) {
    var text = new StringWriter();
    try (var lines = new TrainingLog(new PrintWriter(text), "homo-SE3", "molecules", true)) {
      event.accept(lines);
    }
    return text.toString().strip();
  }

  @Test
  void tellsHowManyEpochsFit() {
    assertThat(told(lines -> lines.onEpochsFitted(12, Duration.ofMillis(4321))))
        .isEqualTo("homo-SE3: 12 epochs of 4.3 s fit the budget");
    assertThat(told(lines -> lines.onEpochsFitted(3, Duration.ofMillis(12_345))))
        .isEqualTo("homo-SE3: 3 epochs of 12 s fit the budget");
    assertThat(told(lines -> lines.onEpochsFitted(900, Duration.ofMillis(52))))
        .isEqualTo("homo-SE3: 900 epochs of 0.052 s fit the budget");
  }

  @Test
  void tellsThatNotEvenOneEpochFits() {
    assertThat(told(lines -> lines.onEpochsFitted(0, Duration.ofMillis(140_400))))
        .isEqualTo("homo-SE3: not even one epoch fits the budget; one takes about 140 s");
    assertThat(told(lines -> lines.onSamplesFitted(3000, 9093)))
        .isEqualTo(
            "homo-SE3: not even one epoch fits the budget: training on 3,000 of 9,093 molecules");
  }
}

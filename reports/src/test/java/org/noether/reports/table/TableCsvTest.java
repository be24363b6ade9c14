package org.noether.reports.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableCsvTest {
  @Test
  void numbersAreWrittenForPrograms() {
    var table =
        new Block.Table(
            "A caption.",
            List.of("run", "parameters", "test MSE", "95 % interval", "MAE", "pair", "note"),
            List.of(
                List.of(
                    "`a,b`",
                    "123,456",
                    "6.03×10⁻⁴",
                    "5.9×10⁻⁴ to 6.1×10⁻⁴",
                    "37.4 meV",
                    "0.1 / 2.0×10⁻⁷",
                    "2"),
                List.of(
                    "1,000 c", "−7", "∞", "one seed", "0.5 meV", "not measured", "not measured")),
            1);

    assertThat(TableCsv.of(table).lines())
        .containsExactly(
            "run,parameters,\"test MSE\",\"95 % interval, low\",\"95 % interval, high\",\"MAE"
                + " (meV)\",\"pair, first\",\"pair, second\",note",
            "\"a,b\",123456,6.03e-4,5.9e-4,6.1e-4,37.4,0.1,2.0e-7,2",
            "\"1,000 c\",-7,inf,,,0.5,,,\"not measured\"");
  }
}

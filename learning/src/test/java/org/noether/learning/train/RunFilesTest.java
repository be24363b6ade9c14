package org.noether.learning.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.noether.learning.task.dynamics.DynamicsResult;

/** Files of runs that hold what no run writes. */
class RunFilesTest {
  private static final String RESULT =
      """
      {"best_epoch":1,"completed":true,"data_sha256":"ab","epochs":2,"parameters":3,
       "test_mse":0.5,"val_mse":0.25}
      """;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"test_mse\":0.5|\"test_mse\":1e999|a number is too large",
        "\"parameters\":3|\"parameters\":99999999999999999999|a number is too large",
        "\"epochs\":2|\"epochs\":2.7|Cannot coerce Floating-point value",
        "\"epochs\":2|\"epochs\":2,\"epochs\":2|Duplicate Object property",
      })
  void numbersThatDoNotFitAndKeysThatComeTwiceAreRefused(String good, String bad, String reason)
      throws IOException {
    RunFolder run = new RunFolder(folder);
    Files.writeString(run.result(), RESULT);
    assertThat(run.readResult(Tiny.TASK)).isPresent();
    Files.writeString(run.result(), RESULT.replace(good, bad));

    assertThatThrownBy(() -> run.readResult(Tiny.TASK))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(run.result() + ": damaged")
        .hasMessageContaining(reason);
  }

  @Test
  void aNetworksOptionWithThousandsOfDigitsIsRefused() throws IOException {
    RunFolder run = new RunFolder(folder);
    run.writeConfig(Tiny.TASK, Tiny.fc("reference", 1));
    String config = Files.readString(run.config());
    assertThat(config).contains("\"k\" : 8");
    for (int digits : new int[] {20, 900, 2000}) {
      String number = "8".repeat(digits);
      Files.writeString(run.config(), config.replace("\"k\" : 8", "\"k\" : " + number));

      assertThatThrownBy(() -> run.readConfig(Tiny.TASK))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith(run.config() + ": damaged");
    }
  }

  @Test
  void metricsAndWeightsBelongToTheEpochsOfTheResult() throws IOException {
    RunFolder run = new RunFolder(folder);
    DynamicsResult result = new DynamicsResult(1, 1, 2, 2, true, 3, "ab");
    String line = "{\"epoch\":1,\"lr\":1,\"step\":1,\"train_loss\":1,\"val_mse\":1}\n";
    String second = line.replace("epoch\":1", "epoch\":2");

    for (String bad : new String[] {"", line, second + line, line + second + second}) {
      Files.writeString(run.metrics(), bad);
      assertThatThrownBy(() -> run.readMetrics(result))
          .isInstanceOf(IOException.class)
          .hasMessage(
              "%s: damaged: it does not hold the 2 epochs that result.json names, one a line"
                  .formatted(run.metrics()));
    }
    Files.writeString(run.metrics(), line + second);
    assertThat(run.readMetrics(result)).hasSize(2);

    Files.createFile(run.best());
    assertThatThrownBy(run::demandBest).isInstanceOf(IOException.class);
  }
}

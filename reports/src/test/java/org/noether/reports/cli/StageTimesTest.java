package org.noether.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StageTimesTest {
  @TempDir private Path folder;

  @Test
  void areKeptOverInterruptions() throws IOException {
    StageTimes first = StageTimes.of(folder);
    first.begin(StageTimes.Stage.LEARNING);
    first.plan(StageTimes.Stage.TEST, 3);
    first.save();

    StageTimes next = StageTimes.of(folder);

    assertThat(next.has(StageTimes.Stage.LEARNING)).isTrue();
    assertThat(next.has(StageTimes.Stage.TEST)).isFalse();
    assertThat(next.plan()).isEqualTo("testing 3.0 s (100 %)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "{}",
        "{\"planned\":null,\"spent\":{}}",
        "{\"planned\":{\"DATA\":null},\"spent\":{}}",
        "{\"planned\":{\"NOTHING\":1},\"spent\":{}}",
        "{\"planned\":{\"DATA\":1e999},\"spent\":{}}",
      })
  void refusesDamagedFiles(String content) throws IOException {
    Path file = Files.writeString(folder.resolve("times.json"), content);

    assertThatThrownBy(() -> StageTimes.of(folder))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file + ": damaged");
  }
}

package org.noether.reports.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SentFolderTest {
  @TempDir private Path folder;

  /** A task may be lost between two files, so what says that others are there goes after them. */
  @Test
  void filesThatReferToOthersGoAfterThem() throws IOException {
    for (String name : List.of("checkpoint", "config", "metrics", "result")) {
      Files.writeString(folder.resolve(name), name);
    }
    List<String> arrived = new ArrayList<>();
    var sent =
        new SentFolder(
            folder,
            message -> {
              arrived.add(((Message.Write) message).file());
              return true;
            });

    sent.send(List.of("checkpoint", "result"));
    Files.writeString(folder.resolve("metrics"), "more metrics");
    sent.send(List.of("checkpoint", "result"));

    assertThat(arrived).containsExactly("config", "metrics", "checkpoint", "result", "metrics");
  }
}

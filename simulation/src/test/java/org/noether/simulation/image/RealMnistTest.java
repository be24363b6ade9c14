package org.noether.simulation.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** MNIST itself, where the environment variable NOETHER_DATA points at it. */
class RealMnistTest {
  @Test
  void isRead() throws IOException {
    String data = System.getenv("NOETHER_DATA");
    assumeTrue(data != null, "skipped: NOETHER_DATA does not name a folder of data");
    Path folder = Path.of(Objects.requireNonNull(data), "mnist");
    assumeTrue(Files.isDirectory(folder), "skipped: there is no " + folder);

    ImageDataset mnist = ImageDataset.load(folder);
    assertThat(mnist.train().size()).isEqualTo(60_000);
    assertThat(mnist.test().size()).isEqualTo(10_000);
    assertThat(mnist.train().labels()).startsWith(5, 0, 4, 1, 9);
    assertThat(mnist.test().labels()).startsWith(7, 2, 1, 0, 4);
    double sum = 0;
    for (float pixel : mnist.train().pixels()) {
      sum += pixel;
    }
    // The mean that everybody normalises MNIST by, 0.1307.
    assertThat(sum / mnist.train().pixels().length).isBetween(0.1306, 0.1308);
  }
}

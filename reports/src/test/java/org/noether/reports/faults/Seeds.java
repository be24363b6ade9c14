package org.noether.reports.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of each kind that is accepted, from which a search for broken ones begins. */
final class Seeds {
  private Seeds() {}

  /** Makes the files of a run with its evaluation. */
  static void evaluate(Inputs inputs) throws Exception {
    Program.End end =
        Program.run(
            Program.java("en", "evaluate", inputs.run(), "--systems", 2, "--steps", 3),
            inputs.folder());
    assertThat(end.code()).as(end.output()).isZero();
  }

  /** Returns the content that a reader accepts. */
  static byte[] of(String reader, Inputs inputs) throws IOException {
    Path run = inputs.run();
    return switch (reader) {
      case "trajectories" -> read(inputs.folder().resolve("two.h5"));
      case "molecules" -> text("2\nProperties=species:S:1:pos:R:3 mu=1\nC 0 0 0\nO 0 0 1.1\n");
      case "uncharacterized" -> text("Index\n-----\n 21 H2O 1\n 22 CO 2\n");
      case "atomref" -> text("Element ZPVE U0\nH 0 -0.5\nC 0 -37.8\n");
      case "images" -> read(inputs.folder().resolve("pictures/black/0.png"));
      case "amat" -> text("0.1 ".repeat(784) + "3.0\n");
      case "rotmnist" -> read(inputs.folder().resolve("two.h5"));
      case "manifest" -> read(inputs.folder().resolve("manifest.json"));
      case "python" -> text("{'group':T(2),'k':[8,-1e3],'act':\"x\",'aug':True}");
      case "options" ->
          text("springs\n--net_cfg\n{'group':T(2),'k':[8,-1e3],'act':\"x\"}\n--lr\n1");
      case "safetensors" -> read(run.resolve("best.safetensors"));
      case "metrics", "timing" -> read(run.resolve(reader + ".jsonl"));
      default -> read(run.resolve(reader + ".json"));
    };
  }

  private static byte[] read(Path file) throws IOException {
    return Files.readAllBytes(file);
  }

  private static byte[] text(String content) {
    return content.getBytes(StandardCharsets.UTF_8);
  }
}

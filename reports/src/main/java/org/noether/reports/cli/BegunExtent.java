package org.noether.reports.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.noether.simulation.io.AtomicFiles;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * How much a study does, kept in its folder as {@code extent.json} from the beginning: its runs are
 * not taken for those of a study that does more or less.
 *
 * @param extent the option, such as {@code --budget 10m}
 */
record BegunExtent(String extent) {
  private static final JsonMapper JSON = new JsonMapper();

  /**
   * Demands that the study in a folder, if there is one, was begun with this extent.
   *
   * @throws IOException if it was not, or the file is damaged
   */
  void demandSame(Path study) throws IOException {
    Path file = file(study);
    if (!Files.exists(file)) {
      return;
    }
    BegunExtent begun;
    try {
      begun = JSON.readValue(Files.readAllBytes(file), BegunExtent.class);
    } catch (JacksonException e) {
      throw new IOException(file + ": damaged: " + e.getOriginalMessage(), e);
    }
    if (!equals(begun)) {
      throw new IOException(
          "%s was begun with %s; choose another folder with --out"
              .formatted(study, begun.extent()));
    }
  }

  /** Keeps this in the folder. */
  void keep(Path study) throws IOException {
    byte[] text = (JSON.writeValueAsString(this) + "\n").getBytes(StandardCharsets.UTF_8);
    AtomicFiles.write(file(study), out -> out.write(text));
  }

  private static Path file(Path study) {
    return study.resolve("extent.json");
  }
}

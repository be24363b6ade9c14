package org.noether.simulation.io;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.noether.simulation.array.Hdf5File;
import org.noether.simulation.image.ImageFiles;

class ReadableFilesTest {
  @TempDir private Path folder;

  /** The system says no more of a folder than "Is a directory". */
  @TestFactory
  Stream<DynamicTest> aFolderInTheirPlaceIsNamed() {
    return Stream.of(
        refuses("manifest", () -> DatasetManifest.read(folder)),
        refuses("safetensors", () -> Safetensors.read(folder)),
        refuses("hdf5", () -> Hdf5File.open(folder)),
        refuses("image", () -> ImageFiles.readUnlabelled(folder)));
  }

  private DynamicTest refuses(String file, ThrowingCallable reading) {
    return DynamicTest.dynamicTest(
        file,
        () ->
            assertThatThrownBy(reading)
                .isInstanceOf(IOException.class)
                .hasMessage(folder + ": it is a folder; name a file in it"));
  }
}

package org.noether.simulation.molecule;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;

/** Tar archives made block by block, also such as no program writes. */
final class TarBlocks {
  private static final int BLOCK = 512;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** A header alone. */
  TarBlocks header(String name, byte type, long size) {
    var entry = new TarArchiveEntry(name, type);
    entry.setSize(size);
    var header = new byte[BLOCK];
    entry.writeEntryHeader(header);
    bytes.writeBytes(header);
    return this;
  }

  /** A header and its content, padded. */
  TarBlocks entry(String name, byte type, String content) {
    byte[] text = content.getBytes(StandardCharsets.UTF_8);
    header(name, type, text.length);
    bytes.writeBytes(text);
    bytes.writeBytes(new byte[Math.floorMod(-text.length, BLOCK)]);
    return this;
  }

  /** Blocks of zeros. */
  TarBlocks zeros(int blocks) {
    bytes.writeBytes(new byte[blocks * BLOCK]);
    return this;
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }
}

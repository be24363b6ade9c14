package org.noether.simulation.molecule;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;

/** A tar archive that must end as such archives do, with blocks of zeros. */
final class WholeTar extends TarArchiveInputStream {
  private boolean ended;

  WholeTar(InputStream in) {
    super(in);
  }

  /**
   * The next entry, or null after the last one.
   *
   * @throws IOException if the archive ends without an end, or cannot be understood
   */
  @Nullable TarArchiveEntry nextOrEnd() throws IOException {
    TarArchiveEntry entry = getNextEntry();
    if (entry == null && !ended) {
      throw new EOFException("the blocks of zeros that end an archive are missing");
    }
    return entry;
  }

  @Override
  protected boolean isEOFRecord(byte @Nullable [] block) {
    boolean end = super.isEOFRecord(block);
    ended |= end && block != null;
    return end;
  }

  @Override
  protected byte[] getLongNameData() throws IOException {
    byte[] name = super.getLongNameData();
    if (name == null) {
      throw new EOFException("a long name is not followed by what it names");
    }
    return name;
  }
}

package org.noether.simulation.molecule;

import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.jspecify.annotations.Nullable;

/** The entries {@code *.xyz} of a {@code tar.bz2} archive, read while it is unpacked. */
final class ArchiveReader implements MoleculeReader {
  private static final int HEADER_BYTES = 1 << 16;

  private final String source;
  private final BadMolecules bad;
  private final UnpackingStream unpacked;
  private final TarArchiveInputStream tar;
  private @Nullable MoleculeReader current;
  private int entries;
  private String format = "XYZ";
  private boolean found;

  ArchiveReader(InputStream in, CountingStream packed, String source, BadMolecules bad)
      throws IOException {
    this.source = source;
    this.bad = bad;
    unpacked = new UnpackingStream(bzip2(in, source), source, packed::count);
    tar = new TarArchiveInputStream(unpacked);
  }

  @Override
  public @Nullable Molecule next() throws IOException {
    while (true) {
      if (current == null) {
        current = nextEntry();
        if (current == null) {
          if (!found) {
            throw MoleculeFormatException.wholeFile(source, "no entry of it is called *.xyz");
          }
          return null;
        }
        found = true;
      }
      Molecule molecule = current.next();
      if (molecule != null) {
        return molecule;
      }
      format = current.format();
      current = null;
    }
  }

  @Override
  public String format() {
    return "archive (tar, bzip2) of " + format;
  }

  @Override
  public void close() throws IOException {
    tar.close();
  }

  private @Nullable MoleculeReader nextEntry() throws IOException {
    while (true) {
      TarArchiveEntry entry = nextHeader();
      if (entry == null) {
        return null;
      }
      String name = source + "!" + printable(entry.getName());
      if (entry.getSize() > Limits.ENTRY_BYTES || entry.isSparse()) {
        throw MoleculeFormatException.wholeFile(
            name, "an entry of %d bytes is no molecule".formatted(entry.getRealSize()));
      }
      if (++entries > Limits.ENTRIES) {
        throw MoleculeFormatException.wholeFile(
            source, "it has more than the %d entries allowed".formatted(Limits.ENTRIES));
      }
      if (entry.isFile() && FolderReader.isXyz(entry.getName())) {
        return new XyzReader(new Entry(tar, name), name, bad, "");
      }
    }
  }

  private @Nullable TarArchiveEntry nextHeader() throws MoleculeFormatException {
    unpacked.allow(Limits.ENTRY_BYTES + HEADER_BYTES);
    try {
      TarArchiveEntry entry = tar.getNextEntry();
      unpacked.allow(Limits.ENTRY_BYTES + HEADER_BYTES);
      return entry;
    } catch (IOException | RuntimeException e) {
      throw UnpackingStream.damaged(source, e);
    }
  }

  private static InputStream bzip2(InputStream in, String source) throws IOException {
    try {
      return new BZip2CompressorInputStream(in, true);
    } catch (IOException | RuntimeException e) {
      throw UnpackingStream.damaged(source, e);
    }
  }

  private static String printable(String name) {
    String quoted = LineSource.quoted(name);
    return quoted.substring(1, quoted.length() - 1);
  }

  /** The content of the archive's current entry. */
  private static final class Entry extends InputStream {
    private final InputStream tar;
    private final String source;

    Entry(InputStream tar, String source) {
      this.tar = tar;
      this.source = source;
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      try {
        return tar.read(target, offset, length);
      } catch (IOException | RuntimeException e) {
        throw UnpackingStream.damaged(source, e);
      }
    }
  }
}

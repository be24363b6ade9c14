package org.noether.simulation.molecule;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.LongSupplier;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.jspecify.annotations.Nullable;
import org.noether.simulation.io.FormatException;

/**
 * The entries {@code *.xyz} of a {@code tar.bz2} archive, read while it is unpacked. Other entries
 * are passed over, and so is whatever is no regular file.
 */
final class ArchiveReader implements MoleculeReader {
  private static final long HEADER_BYTES = 1 << 17;
  private static final long TAIL_BYTES = 1 << 20;
  private static final int NAME_CHARACTERS = 80;

  private final LongSupplier packed;
  private final String source;
  private final BadMolecules bad;
  private final UnpackingStream unpacked;
  private final Tar tar;
  private @Nullable MoleculeReader current;
  private int entries;
  private String format = "XYZ";
  private boolean found;

  ArchiveReader(InputStream in, LongSupplier packed, String source, BadMolecules bad)
      throws IOException {
    this.packed = packed;
    this.source = source;
    this.bad = bad;
    unpacked = new UnpackingStream(bzip2(in, source), source, packed);
    tar = new Tar(unpacked);
    allowEntry(0);
  }

  @Override
  public @Nullable Molecule next() throws IOException {
    while (true) {
      if (current == null) {
        current = nextEntry();
        if (current == null) {
          readToTheEnd();
          if (!found) {
            throw FormatException.wholeFile(source, "no entry of it is called *.xyz");
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
      if (++entries > Limits.ENTRIES) {
        throw FormatException.wholeFile(
            source, "it has more than the %d entries allowed".formatted(Limits.ENTRIES));
      }
      String name = source + "!" + end(entry.getName());
      boolean wanted = isRegular(entry) && FolderReader.isXyz(entry.getName());
      // Skipping a sparse entry would read as many zeros as its header announces.
      if (entry.isSparse() || (wanted && entry.getSize() > Limits.ENTRY_BYTES)) {
        throw FormatException.wholeFile(
            name, "an entry of %d bytes is no molecule".formatted(entry.getRealSize()));
      }
      allowEntry(entry.getSize());
      if (wanted) {
        return new XyzReader(new UnpackingStream(tar, name, packed), name, bad, "");
      }
    }
  }

  private @Nullable TarArchiveEntry nextHeader() throws FormatException {
    try {
      return tar.nextOrEnd();
    } catch (IOException | RuntimeException e) {
      throw FormatException.damaged(source, e);
    }
  }

  /** Allows the content of an entry and the headers of the one behind it. */
  private void allowEntry(long bytes) {
    unpacked.allow(
        Math.min(bytes, Limits.UNPACKED_BYTES) + HEADER_BYTES,
        "the headers of an entry are longer than any file's name needs");
  }

  /** Reads what follows the last entry, so that the checksum of the whole is compared. */
  private void readToTheEnd() throws IOException {
    unpacked.allow(TAIL_BYTES, "more follows behind the end of the archive than it needs");
    unpacked.transferTo(OutputStream.nullOutputStream());
  }

  private static boolean isRegular(TarArchiveEntry entry) {
    return entry.isFile()
        && !entry.isSymbolicLink()
        && !entry.isLink()
        && !entry.isFIFO()
        && !entry.isCharacterDevice()
        && !entry.isBlockDevice();
  }

  private static InputStream bzip2(InputStream in, String source) throws IOException {
    try {
      return new BZip2CompressorInputStream(in, true);
    } catch (IOException | RuntimeException e) {
      throw FormatException.damaged(source, e);
    }
  }

  /** A long name's end, which tells entries apart. */
  private static String end(String name) {
    int cut = name.length() - NAME_CHARACTERS;
    return cut > 0 ? "..." + name.substring(cut) : name;
  }

  /** A tar archive that must end as such archives do, with blocks of zeros. */
  private static final class Tar extends TarArchiveInputStream {
    private boolean ended;

    Tar(InputStream in) {
      super(in);
    }

    /** The next entry, or null after the last one. */
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
}

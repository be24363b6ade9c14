package org.noether.simulation.molecule;

/** The limits of files of molecules. QM9 stays far below each of them. */
final class Limits {
  /** Atoms of one molecule; QM9's largest has 29. */
  static final int ATOMS = 100_000;

  /** Atoms of all molecules of a file; QM9 has 2.4 million. */
  static final int TOTAL_ATOMS = 20_000_000;

  /** Different scalar properties of one file that are kept; QM9 has 15. */
  static final int PROPERTIES = 128;

  /** Molecules of a file times its properties; QM9 has 2 million. */
  static final long PROPERTY_VALUES = 50_000_000;

  /** Bytes of a cache; one of as many atoms and properties as are allowed has 1.1 billion. */
  static final long CACHE_BYTES = 1L << 31;

  /** Bytes of one molecule's entry of an archive; QM9's have about 3,000. */
  static final long ENTRY_BYTES = 1 << 20;

  /** Entries of an archive or files in a folder; QM9 has 133,885. */
  static final int ENTRIES = 1_000_000;

  /** Bytes that a compressed file may unpack to; QM9's archive has about 500 million. */
  static final long UNPACKED_BYTES = 1L << 32;

  /** Unpacked bytes for each packed one, beyond {@link #RATIO_FREE_BYTES}; QM9's archive has 6. */
  static final long UNPACKING_RATIO = 100;

  /** Bytes that may be unpacked at any ratio. */
  static final long RATIO_FREE_BYTES = 1 << 24;

  /** Largest coordinate in Angstrom: beyond it, single precision cannot tell atoms apart. */
  static final double COORDINATE = 1e6;

  private Limits() {}
}

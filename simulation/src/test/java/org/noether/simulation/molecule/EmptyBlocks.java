package org.noether.simulation.molecule;

/** A bzip2 stream of one byte, 0, followed by blocks that hold nothing, which no program writes. */
final class EmptyBlocks {
  private static final long MAGIC = 0x314159265359L;
  private static final long END = 0x177245385090L;
  private static final int CHECKSUM = 0xb1f7404b;

  private EmptyBlocks() {}

  static byte[] bzip2(int blocks) {
    String stream =
        bits(0x425a6839, 32)
            + block(CHECKSUM, "00") // the first code: one byte
            + block(0, "").repeat(blocks)
            + bits(END, 48)
            + bits(Integer.rotateLeft(CHECKSUM, blocks) & 0xffffffffL, 32);
    String padded = stream + "0".repeat(Math.floorMod(-stream.length(), 8));
    var bytes = new byte[padded.length() / 8];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Integer.parseInt(padded.substring(8 * i, 8 * i + 8), 2);
    }
    return bytes;
  }

  private static String block(int checksum, String codes) {
    return bits(MAGIC, 48)
        + bits(checksum & 0xffffffffL, 32)
        + bits(0, 1 + 24) // not randomised; origin
        + bits(0x8000, 16) // bytes that occur: one of the first sixteen,
        + bits(0x8000, 16) // the first
        + bits(2, 3) // two tables
        + bits(1, 15) // one group of codes,
        + bits(0, 1) // by the first table
        + "00010000".repeat(2) // in each table, three codes of two bits
        + codes
        + "10"; // the last code: the block ends
  }

  private static String bits(long value, int count) {
    String bits = Long.toBinaryString(value);
    return "0".repeat(count - bits.length()) + bits;
  }
}

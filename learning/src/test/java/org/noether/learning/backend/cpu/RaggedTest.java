package org.noether.learning.backend.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.noether.learning.nn.Convolution.WeightNet;
import org.noether.simulation.testing.Draws;

class RaggedTest {

  /** Unit roundoff of float. */
  private static final double UNIT = 0x1p-24;

  private static final float CANARY = 12345.678f;
  private static final int GUARD = 16;

  /** A random cloud with operands of the trilinear form, each at its own offset. */
  private static final class Cloud {
    final int points;
    final int channels;
    final int features;
    final int[] rowPointers;
    final int[] senders;
    final int vOffset;
    final int gOffset;
    final int kOffset;
    final int outOffset;
    final float[] v;
    final float[] g;
    final float[] k;

    Cloud(
        int points,
        int senderRows,
        int channels,
        int features,
        int[] rowPointers,
        int[] senders,
        SplittableRandom random) {
      this.points = points;
      this.channels = channels;
      this.features = features;
      this.rowPointers = rowPointers;
      this.senders = senders;
      vOffset = random.nextInt(9);
      gOffset = random.nextInt(9);
      kOffset = random.nextInt(9);
      outOffset = random.nextInt(9);
      v = random(vOffset + senderRows * channels, random);
      g = random(gOffset + points * features * channels, random);
      k = random(kOffset + edges() * features, random);
    }

    int edges() {
      return rowPointers[points];
    }

    int v(int edge, int channel) {
      return vOffset + senders[edge] * channels + channel;
    }

    int g(int point, int feature, int channel) {
      return gOffset + (point * features + feature) * channels + channel;
    }

    int k(int edge, int feature) {
      return kOffset + edge * features + feature;
    }

    float[] output(int size) {
      var out = new float[outOffset + size + GUARD];
      Arrays.fill(out, CANARY);
      return out;
    }
  }

  @FunctionalInterface
  private interface Term {
    void add(int point, int edge, int feature, int channel);
  }

  /** How large a random cloud is, and the seed of its numbers. */
  private record Case(VectorWidth width, int points, int channels, int features, long seed) {

    /** The rows that edges take from. */
    static final int SENDERS = 7;

    static Case draw(Draws draws, int mostChannels) {
      return new Case(
          draws.oneOf(List.of(VectorWidth.values())),
          draws.between(0, 12),
          draws.between(1, mostChannels),
          draws.oneOf(List.of(WeightNet.OUTPUTS, draws.between(1, 35))),
          draws.bits());
    }

    Cloud cloud() {
      var random = new SplittableRandom(seed);
      int[] rowPointers = new int[points + 1];
      for (int i = 0; i < points; i++) {
        rowPointers[i + 1] = rowPointers[i] + random.nextInt(20);
      }
      int[] senders = random.ints(rowPointers[points], 0, SENDERS).toArray();
      return new Cloud(points, SENDERS, channels, features, rowPointers, senders, random);
    }
  }

  @TestFactory
  Stream<DynamicTest> contract() {
    return Draws.tests(60, draws -> Case.draw(draws, 110), RaggedTest::checkContract);
  }

  private static void checkContract(Case test) {
    int points = test.points();
    int channels = test.channels();
    int features = test.features();
    var cloud = test.cloud();
    var out = cloud.output(points * features * channels);
    new Ragged(test.width())
        .contract(
            cloud.v,
            cloud.vOffset,
            cloud.k,
            cloud.kOffset,
            cloud.rowPointers,
            cloud.senders,
            0,
            points,
            channels,
            features,
            out,
            cloud.outOffset);
    var expected = new Sums(points * features * channels);
    forEachTerm(
        cloud,
        (i, e, m, c) ->
            expected.add(
                (i * features + m) * channels + c,
                (double) cloud.k[cloud.k(e, m)] * cloud.v[cloud.v(e, c)]));
    expected.check(out, cloud.outOffset);
  }

  @TestFactory
  Stream<DynamicTest> contractToSenders() {
    return Draws.tests(60, draws -> Case.draw(draws, 110), RaggedTest::checkContractToSenders);
  }

  private static void checkContractToSenders(Case test) {
    int channels = test.channels();
    var cloud = test.cloud();
    float[] out = contractToSenders(test, cloud, Case.SENDERS);
    var expected = new Sums(Case.SENDERS * channels);
    forEachTerm(
        cloud,
        (i, e, m, c) ->
            expected.add(
                cloud.senders[e] * channels + c,
                (double) cloud.k[cloud.k(e, m)] * cloud.g[cloud.g(i, m, c)]));
    expected.check(out, cloud.outOffset);
    for (int sendersAtATime : new int[] {1, 3}) {
      assertThat(contractToSenders(test, cloud, sendersAtATime)).isEqualTo(out);
    }
  }

  /** Contracts to some senders at a time. */
  private static float[] contractToSenders(Case test, Cloud cloud, int sendersAtATime) {
    var out = cloud.output(Case.SENDERS * cloud.channels);
    var ragged = new Ragged(test.width());
    for (int sender = 0; sender < Case.SENDERS; sender += sendersAtATime) {
      ragged.contractToSenders(
          cloud.g,
          cloud.gOffset,
          cloud.k,
          cloud.kOffset,
          cloud.rowPointers,
          cloud.senders,
          sender,
          Math.min(Case.SENDERS, sender + sendersAtATime),
          cloud.channels,
          cloud.features,
          out,
          cloud.outOffset);
    }
    return out;
  }

  @TestFactory
  Stream<DynamicTest> contractToEdges() {
    return Draws.tests(60, draws -> Case.draw(draws, 300), RaggedTest::checkContractToEdges);
  }

  @ParameterizedTest
  @EnumSource
  void contractToEdgesWithAsManyFeaturesAsKernelsHave(VectorWidth width) {
    checkContractToEdges(new Case(width, 9, 150, WeightNet.OUTPUTS, 5));
  }

  private static void checkContractToEdges(Case test) {
    var cloud = test.cloud();
    checkEdges(cloud, contractToEdges(test.width(), cloud, Math.max(1, test.points())));
  }

  /** Contracts some points at a time. */
  private static float[] contractToEdges(VectorWidth width, Cloud cloud, int pointsAtATime) {
    var out = cloud.output(cloud.edges() * cloud.features);
    var ragged = new Ragged(width);
    for (int i = 0; i < cloud.points; i += pointsAtATime) {
      ragged.contractToEdges(
          cloud.g,
          cloud.gOffset,
          cloud.v,
          cloud.vOffset,
          cloud.rowPointers,
          cloud.senders,
          i,
          Math.min(cloud.points, i + pointsAtATime),
          cloud.channels,
          cloud.features,
          out,
          cloud.outOffset,
          new float[ragged.scratchSize(cloud.channels, cloud.features)]);
    }
    return out;
  }

  private static void checkEdges(Cloud cloud, float[] out) {
    var expected = new Sums(cloud.edges() * cloud.features);
    forEachTerm(
        cloud,
        (i, e, m, c) ->
            expected.add(
                e * cloud.features + m,
                (double) cloud.v[cloud.v(e, c)] * cloud.g[cloud.g(i, m, c)]));
    expected.check(out, cloud.outOffset);
  }

  /** Clouds in which all points are neighbours, whose points have the same senders. */
  @TestFactory
  Stream<DynamicTest> contractToEdgesOfCompleteClouds() {
    return Draws.tests(
        60,
        draws ->
            new Case(
                draws.oneOf(List.of(VectorWidth.values())),
                draws.between(1, 70),
                draws.between(1, 300),
                draws.oneOf(List.of(WeightNet.OUTPUTS, draws.between(1, 35))),
                draws.bits()),
        RaggedTest::checkCompleteClouds);
  }

  private static void checkCompleteClouds(Case test) {
    int points = test.points();
    var random = new SplittableRandom(test.seed());
    int size = random.nextInt(1, points + 1);
    int[] rowPointers = new int[points + 1];
    for (int i = 0; i < points; i++) {
      int first = i - i % size;
      rowPointers[i + 1] = rowPointers[i] + Math.min(points, first + size) - first;
    }
    int[] senders = new int[rowPointers[points]];
    for (int i = 0; i < points; i++) {
      int first = i - i % size;
      for (int e = rowPointers[i]; e < rowPointers[i + 1]; e++) {
        senders[e] = first + e - rowPointers[i];
      }
    }
    var cloud =
        new Cloud(points, points, test.channels(), test.features(), rowPointers, senders, random);
    float[] whole = contractToEdges(test.width(), cloud, points);
    checkEdges(cloud, whole);
    assertThat(contractToEdges(test.width(), cloud, 1)).isEqualTo(whole);
  }

  private record Table(int rows, int columns, long seed) {}

  @TestFactory
  Stream<DynamicTest> gatherAndScatterRows() {
    return Draws.tests(
        30,
        draws -> new Table(draws.between(0, 600), draws.between(1, 40), draws.bits()),
        RaggedTest::checkGatherAndScatter);
  }

  private static void checkGatherAndScatter(Table test) {
    int rows = test.rows();
    int columns = test.columns();
    var random = new SplittableRandom(test.seed());
    int tableRows = 9;
    var index = random.ints(rows, 0, tableRows).toArray();
    var table = random(3 + tableRows * columns, random);
    var gathered = new float[5 + rows * columns + GUARD];
    Arrays.fill(gathered, CANARY);
    RowIndexing.gather(table, 3, index, 0, rows, columns, gathered, 5);
    var copied = new Sums(rows * columns);
    var source = random(4 + rows * columns, random);
    var added = new Sums(tableRows * columns);
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        copied.add(r * columns + c, table[3 + index[r] * columns + c]);
        added.add(index[r] * columns + c, source[4 + r * columns + c]);
      }
    }
    copied.check(gathered, 5);

    var scattered = new float[2 + tableRows * columns + GUARD];
    Arrays.fill(scattered, CANARY);
    int some = random.nextInt(tableRows + 1);
    int[] listed = new int[RowIndexing.BLOCK_ROWS];
    RowIndexing.scatterAdd(source, 4, index, rows, columns, 0, some, scattered, 2, listed);
    RowIndexing.scatterAdd(source, 4, index, rows, columns, some, tableRows, scattered, 2, listed);
    added.check(scattered, 2);
  }

  /** Sums in double precision, with the number and the magnitude of their terms. */
  private static final class Sums {
    final double[] values;
    final double[] magnitudes;
    final int[] terms;

    Sums(int size) {
      values = new double[size];
      magnitudes = new double[size];
      terms = new int[size];
    }

    void add(int at, double term) {
      values[at] += term;
      magnitudes[at] += Math.abs(term);
      terms[at]++;
    }

    /** A sum of t products in float is off by t + 1 roundings of its magnitude at most. */
    void check(float[] out, int offset) {
      for (int at = 0; at < values.length; at++) {
        assertThat((double) out[offset + at])
            .isCloseTo(values[at], within((terms[at] + 1) * UNIT * magnitudes[at]));
      }
      assertThat(Arrays.copyOf(out, offset)).isEqualTo(canaries(offset));
      int end = offset + values.length;
      assertThat(Arrays.copyOfRange(out, end, out.length)).containsOnly(CANARY);
    }
  }

  private static float[] canaries(int length) {
    var values = new float[length];
    Arrays.fill(values, CANARY);
    return values;
  }

  private static void forEachTerm(Cloud cloud, Term term) {
    for (int i = 0; i < cloud.points; i++) {
      for (int e = cloud.rowPointers[i]; e < cloud.rowPointers[i + 1]; e++) {
        for (int m = 0; m < cloud.features; m++) {
          for (int c = 0; c < cloud.channels; c++) {
            term.add(i, e, m, c);
          }
        }
      }
    }
  }

  private static float[] random(int length, SplittableRandom random) {
    var values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextDouble(-1, 1);
    }
    return values;
  }
}

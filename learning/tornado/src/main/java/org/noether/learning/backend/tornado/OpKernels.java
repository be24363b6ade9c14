package org.noether.learning.backend.tornado;

import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * Kernels of ops that are not fused, one thread for each element of the result. A row holds the
 * number of elements, slot and offset of the inputs and of the result, and then extents and where
 * the indices are. Nothing is scattered: each element is gathered in a fixed order. TornadoVM
 * compiles these.
 */
final class OpKernels {
  private OpKernels() {}

  /** Extent: columns. Indices: one of each row. */
  static void gather(KernelContext c, FloatArray numbers, IntArray ints) {
    int row = Row.begin(c, ints);
    int i = c.globalIdx;
    if (i < ints.get(row + 1)) {
      int columns = ints.get(row + 6);
      int line = i / columns;
      int from = ints.get(Row.indices(ints, row + 7) + line);
      int x = Row.place(ints, row + 2) + from * columns + i - line * columns;
      numbers.set(Row.place(ints, row + 4) + i, numbers.get(x));
    }
  }

  /** Extent: columns. Indices: for each row of the result where its terms begin, and the terms. */
  static void scatterAdd(KernelContext c, FloatArray numbers, IntArray ints) {
    int row = Row.begin(c, ints);
    int i = c.globalIdx;
    if (i < ints.get(row + 1)) {
      int columns = ints.get(row + 6);
      int line = i / columns;
      int starts = Row.indices(ints, row + 7) + line;
      int terms = Row.indices(ints, row + 8);
      int x = Row.place(ints, row + 2) + i - line * columns;
      int end = ints.get(starts + 1);
      float sum = 0f;
      for (int term = ints.get(starts); term < end; term++) {
        sum += numbers.get(x + ints.get(terms + term) * columns);
      }
      numbers.set(Row.place(ints, row + 4) + i, sum);
    }
  }

  /** Extents: of the last axis, and the number of ones. */
  static void largestMask(KernelContext c, FloatArray numbers, IntArray ints) {
    int row = Row.begin(c, ints);
    int i = c.globalIdx;
    if (i < ints.get(row + 1)) {
      int n = ints.get(row + 6);
      int line = i / n;
      int own = i - line * n;
      int x = Row.place(ints, row + 2) + line * n;
      float value = numbers.get(x + own);
      int better = 0;
      for (int j = 0; j < n; j++) {
        float other = numbers.get(x + j);
        if (other > value) {
          better++;
        } else if (other == value && j < own) {
          better++;
        }
      }
      float one = 0f;
      if (better < ints.get(row + 7)) {
        one = 1f;
      }
      numbers.set(Row.place(ints, row + 4) + i, one);
    }
  }

  /**
   * Inputs v (S, C) and k (E, M). Extents: M, C. Indices: for each point where its edges begin, and
   * the sender of each edge.
   */
  static void contract(KernelContext c, FloatArray numbers, IntArray ints) {
    int row = Row.begin(c, ints);
    int i = c.globalIdx;
    if (i < ints.get(row + 1)) {
      int features = ints.get(row + 8);
      int channels = ints.get(row + 9);
      int line = i / channels;
      int point = line / features;
      int v = Row.place(ints, row + 2) + i - line * channels;
      int k = Row.place(ints, row + 4) + line - point * features;
      int starts = Row.indices(ints, row + 10) + point;
      int senders = Row.indices(ints, row + 11);
      int end = ints.get(starts + 1);
      float sum = 0f;
      for (int edge = ints.get(starts); edge < end; edge++) {
        sum +=
            numbers.get(k + edge * features) * numbers.get(v + ints.get(senders + edge) * channels);
      }
      numbers.set(Row.place(ints, row + 6) + i, sum);
    }
  }

  /**
   * Inputs g (P, M, C) and k (E, M). Extents: M, C. Indices: for each sender where its edges begin,
   * its edges, and the receiver of each edge.
   */
  static void contractToSenders(KernelContext c, FloatArray numbers, IntArray ints) {
    int row = Row.begin(c, ints);
    int i = c.globalIdx;
    if (i < ints.get(row + 1)) {
      int features = ints.get(row + 8);
      int channels = ints.get(row + 9);
      int sender = i / channels;
      int g = Row.place(ints, row + 2) + i - sender * channels;
      int k = Row.place(ints, row + 4);
      int starts = Row.indices(ints, row + 10) + sender;
      int edges = Row.indices(ints, row + 11);
      int receivers = Row.indices(ints, row + 12);
      int end = ints.get(starts + 1);
      float sum = 0f;
      for (int e = ints.get(starts); e < end; e++) {
        int edge = ints.get(edges + e);
        int point = g + ints.get(receivers + edge) * features * channels;
        for (int m = 0; m < features; m++) {
          sum += numbers.get(point + m * channels) * numbers.get(k + edge * features + m);
        }
      }
      numbers.set(Row.place(ints, row + 6) + i, sum);
    }
  }

  /**
   * Inputs g (P, M, C) and v (S, C). Extents: M, C. Indices: the sender of each edge, and its
   * receiver, -1 for none.
   */
  static void contractToEdges(KernelContext c, FloatArray numbers, IntArray ints) {
    int row = Row.begin(c, ints);
    int i = c.globalIdx;
    if (i < ints.get(row + 1)) {
      int features = ints.get(row + 8);
      int channels = ints.get(row + 9);
      int edge = i / features;
      int receiver = ints.get(Row.indices(ints, row + 11) + edge);
      float sum = 0f;
      if (receiver >= 0) {
        int g = Row.place(ints, row + 2) + (receiver * features + i - edge * features) * channels;
        int sender = ints.get(Row.indices(ints, row + 10) + edge);
        int v = Row.place(ints, row + 4) + sender * channels;
        for (int channel = 0; channel < channels; channel++) {
          sum += numbers.get(g + channel) * numbers.get(v + channel);
        }
      }
      numbers.set(Row.place(ints, row + 6) + i, sum);
    }
  }
}

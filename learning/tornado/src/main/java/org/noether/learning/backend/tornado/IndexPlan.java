package org.noether.learning.backend.tornado;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.noether.learning.tensor.Tensor;

/**
 * The integers of an execution: the places of its slots, followed by the indices that its kernels
 * read, as they are bound or in the order in which a kernel gathers.
 */
final class IndexPlan {
  private record Key(String kind, Tensor first, Tensor second) {}

  private record Part(int offset, int size, Function<Function<Tensor, int[]>, int[]> content) {}

  private final Map<Key, Part> parts = new LinkedHashMap<>();
  private int size;

  IndexPlan(int slots) {
    size = slots;
  }

  /** Returns the number of integers. */
  int size() {
    return size;
  }

  /** Returns the offset of the indices as they are bound. */
  int of(Tensor leaf) {
    return part("bound", leaf, leaf, leaf.shape().size(), bound -> bound.apply(leaf));
  }

  /** Returns the offset of where the rows with each index begin, see {@link #sorted}. */
  int starts(Tensor leaf, int bound) {
    return part(
        "starts " + bound,
        leaf,
        leaf,
        bound + 1,
        indices -> Incidences.starts(indices.apply(leaf), bound));
  }

  /** Returns the offset of the rows, sorted by index, in their order where it is the same. */
  int sorted(Tensor leaf, int bound) {
    return part(
        "sorted " + bound,
        leaf,
        leaf,
        leaf.shape().size(),
        indices -> Incidences.sorted(indices.apply(leaf), bound));
  }

  /** Returns the offset of where the edges of each sender begin, see {@link #edgesOfSenders}. */
  int startsOfSenders(Tensor rowPtr, Tensor senders, int bound) {
    return part(
        "starts of senders " + bound,
        rowPtr,
        senders,
        bound + 2,
        indices -> Incidences.starts(present(indices, rowPtr, senders, bound), bound + 1));
  }

  /** Returns the offset of the edges sorted by sender; those of no point come last. */
  int edgesOfSenders(Tensor rowPtr, Tensor senders, int bound) {
    return part(
        "edges of senders " + bound,
        rowPtr,
        senders,
        senders.shape().size(),
        indices -> Incidences.sorted(present(indices, rowPtr, senders, bound), bound + 1));
  }

  /** Returns the offset of the point that owns each edge, -1 for none. */
  int receivers(Tensor rowPtr, Tensor senders) {
    int edges = senders.shape().size();
    return part(
        "receivers",
        rowPtr,
        senders,
        edges,
        indices -> Incidences.receivers(indices.apply(rowPtr), edges));
  }

  /** Returns the senders, with {@code bound} in place of those of edges of no point. */
  private static int[] present(
      Function<Tensor, int[]> indices, Tensor rowPtr, Tensor senders, int bound) {
    int[] known = indices.apply(senders).clone();
    int[] receivers = Incidences.receivers(indices.apply(rowPtr), known.length);
    for (int edge = 0; edge < known.length; edge++) {
      if (receivers[edge] < 0) {
        known[edge] = bound;
      }
    }
    return known;
  }

  private int part(
      String kind,
      Tensor first,
      Tensor second,
      int length,
      Function<Function<Tensor, int[]>, int[]> content) {
    Part part = parts.get(new Key(kind, first, second));
    if (part == null) {
      part = new Part(size, length, content);
      parts.put(new Key(kind, first, second), part);
      size = Math.addExact(size, length);
    }
    return part.offset();
  }

  /** Stores all indices in the integers of an execution. */
  void store(Function<Tensor, int[]> bound, int[] integers) {
    for (Part part : parts.values()) {
      int[] content = part.content().apply(bound);
      System.arraycopy(content, 0, integers, part.offset(), part.size());
    }
  }
}

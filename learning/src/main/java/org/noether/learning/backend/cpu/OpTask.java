package org.noether.learning.backend.cpu;

import java.util.List;
import org.noether.learning.compile.Storage;
import org.noether.learning.compile.View;
import org.noether.learning.tensor.Op;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;

/** Tasks for ops that are not fused. They are split by rows of the result or by points. */
record OpTask(Ragged ragged) {
  private static final double MULTIPLICATIONS_PER_NANO = 25;
  private static final double COPY_NANOS = 0.5;
  private static final double COMPARE_NANOS = 1;

  Task of(Tensor node, List<View> inputs, Storage result) {
    return switch (node.op()) {
      case Op.Gather _ -> gather(node, inputs.getFirst(), result);
      case Op.ScatterAdd(int rows) -> scatterAdd(node, inputs.getFirst(), rows, result);
      case Op.LargestMask(int count) -> largestMask(node, inputs.getFirst(), count, result);
      case Op.Contract _ ->
          contraction(
              node,
              inputs,
              result,
              node.shape(),
              node.shape().extent(0),
              (v, vAt, k, kAt, rowPtr, ends, from, to, channels, features, out, at, _) ->
                  ragged.contract(
                      v, vAt, k, kAt, rowPtr, ends, from, to, channels, features, out, at));
      case Op.ContractToSenders(int senders) ->
          contraction(
              node,
              inputs,
              result,
              inputs.getFirst().shape(),
              senders,
              (g, gAt, k, kAt, rowPtr, ends, from, to, channels, features, out, at, _) ->
                  ragged.contractToSenders(
                      g, gAt, k, kAt, rowPtr, ends, from, to, channels, features, out, at));
      case Op.ContractToEdges _ ->
          contraction(
              node,
              inputs,
              result,
              inputs.getFirst().shape(),
              inputs.getFirst().shape().extent(0),
              ragged::contractToEdges);
      default -> throw new IllegalStateException(node + " is not an op that runs by itself");
    };
  }

  /** Returns the number of elements of scratch memory that each worker needs. */
  int scratchSize(Tensor node) {
    if (!(node.op() instanceof Op.ContractToEdges)) {
      return 0;
    }
    Shape atPoints = node.inputs().getFirst().shape();
    return ragged.scratchSize(atPoints.extent(2), atPoints.extent(1));
  }

  /** Returns the number of integers of scratch memory that each worker needs. */
  int integersSize(Tensor node) {
    return node.op() instanceof Op.ScatterAdd ? RowIndexing.BLOCK_ROWS : 0;
  }

  @FunctionalInterface
  private interface Contraction {
    void run(
        float[] a,
        int aOffset,
        float[] b,
        int bOffset,
        int[] rowPtr,
        int[] senders,
        int from,
        int to,
        int channels,
        int features,
        float[] out,
        int outOffset,
        float[] scratch);
  }

  /**
   * Returns the task of a contraction.
   *
   * @param atPoints the shape (points, features, channels)
   * @param units the points or the senders, by which it is split
   */
  private Task contraction(
      Tensor node,
      List<View> inputs,
      Storage result,
      Shape atPoints,
      int units,
      Contraction contraction) {
    View a = inputs.get(0);
    View b = inputs.get(1);
    Tensor rowPtr = node.inputs().get(2);
    Tensor senders = node.inputs().get(3);
    int channels = atPoints.extent(2);
    int features = atPoints.extent(1);
    double products = (double) senders.shape().size() * features * channels;
    return new Task(
        units,
        1,
        products / MULTIPLICATIONS_PER_NANO,
        node.op() instanceof Op.ContractToSenders ? 1 : Task.PARTS_PER_THREAD,
        (memory, from, to) ->
            contraction.run(
                memory.array(a),
                memory.offset(a),
                memory.array(b),
                memory.offset(b),
                memory.indices(rowPtr),
                memory.indices(senders),
                from,
                to,
                channels,
                features,
                memory.array(result),
                memory.offset(result),
                memory.scratch()));
  }

  private Task gather(Tensor node, View source, Storage result) {
    int rows = node.shape().extent(0);
    int columns = rows == 0 ? 0 : node.shape().size() / rows;
    return new Task(
        rows,
        Task.CACHE_LINE,
        COPY_NANOS * rows * columns,
        (memory, from, to) ->
            RowIndexing.gather(
                memory.array(source),
                memory.offset(source),
                memory.indices(node.inputs().get(1)),
                from,
                to,
                columns,
                memory.array(result),
                memory.offset(result)));
  }

  private Task scatterAdd(Tensor node, View source, int outRows, Storage result) {
    int rows = source.shape().extent(0);
    int columns = outRows == 0 ? 0 : node.shape().size() / outRows;
    return new Task(
        outRows,
        1,
        COPY_NANOS * rows * columns,
        1,
        (memory, from, to) ->
            RowIndexing.scatterAdd(
                memory.array(source),
                memory.offset(source),
                memory.indices(node.inputs().get(1)),
                rows,
                columns,
                from,
                to,
                memory.array(result),
                memory.offset(result),
                memory.integers()));
  }

  private static Task largestMask(Tensor node, View source, int count, Storage result) {
    int n = node.shape().extent(-1);
    int rows = n == 0 ? 0 : node.shape().size() / n;
    return new Task(
        rows,
        Task.CACHE_LINE,
        COMPARE_NANOS * rows * n * n,
        (memory, from, to) -> {
          float[] x = memory.array(source);
          float[] mask = memory.array(result);
          int first = memory.offset(source);
          int toMask = memory.offset(result) - first;
          for (int row = first + from * n; row < first + to * n; row += n) {
            for (int i = row; i < row + n; i++) {
              int better = 0;
              for (int j = row; j < row + n; j++) {
                if (x[j] > x[i] || (x[j] == x[i] && j < i)) {
                  better++;
                }
              }
              mask[i + toMask] = better < count ? 1 : 0;
            }
          }
        });
  }
}
